import type { ReactNode } from "react";
import { groupFaults, type PromptFault } from "./prompt-faults";

const SHOWN_FAULTS = 5;

const NUMBERS = new Intl.NumberFormat("en");

const ESTIMATE = "An estimate: about four characters a token. Trillet names no tokenizer.";

interface PromptNotesProps {
  /** The id of the remark that describes the editor. */
  id: string;
  measure: PromptMeasure;
  faults: readonly PromptFault[];
  /** Selects a stretch of the text. */
  onShow: (fault: PromptFault) => void;
  /** Buttons that act on the editor. */
  children?: ReactNode;
}

/** The notes below a prompt: its length and its probable mistakes. */
export function PromptNotes({ id, measure, faults, onShow, children }: PromptNotesProps) {
  return (
    <div className="flex flex-col gap-1.5 text-sm text-muted-foreground">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="flex flex-wrap gap-x-3 tabular-nums">
          <span>{counted(measure.words, "word")}</span>
          <span title={ESTIMATE} className="cursor-help underline decoration-dotted underline-offset-3">
            about {counted(measure.tokens, "token")}
          </span>
          <span>{counted(measure.characters, "character")}</span>
        </p>
        {children ? <div className="flex gap-1">{children}</div> : null}
      </div>
      {/* The region is always there: screen readers announce changes only in a live region that they know already. */}
      <p id={id} role="status" className="sr-only">
        {faults.length > 0 ? `${counted(faults.length, "remark")} on this text, listed below it.` : ""}
      </p>
      <FaultList faults={faults} onShow={onShow} />
    </div>
  );
}

function FaultList({ faults, onShow }: Pick<PromptNotesProps, "faults" | "onShow">) {
  const groups = groupFaults(faults);
  if (groups.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-warning">
      {groups.slice(0, SHOWN_FAULTS).map((group) => (
        <li key={group.message} className="wrap-anywhere">
          {group.message} {group.times > 1 ? `(${group.times} times) ` : ""}
          <button
            type="button"
            className="font-medium underline underline-offset-3"
            aria-label={`Show in the text: ${group.message}`}
            onClick={() => onShow(group)}
          >
            Show
          </button>
        </li>
      ))}
      {groups.length > SHOWN_FAULTS ? <li>and {groups.length - SHOWN_FAULTS} more</li> : null}
    </ul>
  );
}

function counted(count: number, noun: string): string {
  return `${NUMBERS.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export interface PromptMeasure {
  /** The number of characters as people count them: an emoji outside the basic plane is one. */
  characters: number;
  /** Runs of anything but white space. */
  words: number;
  /** An estimate: about four characters a token. The upstream names no tokenizer, and each model has its own. */
  tokens: number;
}

const CHARACTERS_PER_TOKEN = 4;

/** Measures a prompt in one pass; a text of 200 kB takes a few milliseconds. */
export function measurePrompt(prompt: string): PromptMeasure {
  let characters = 0;
  let words = 0;
  let inWord = false;
  for (let at = 0; at < prompt.length; at += 1) {
    const code = prompt.charCodeAt(at);
    // The second half of a surrogate pair belongs to the character that was counted before it.
    if (code < 0xdc00 || code > 0xdfff) characters += 1;
    const blank = isWhiteSpace(code);
    if (!blank && !inWord) words += 1;
    inWord = !blank;
  }
  return { characters, words, tokens: Math.ceil(characters / CHARACTERS_PER_TOKEN) };
}

function isWhiteSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13);
  return code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028;
}
