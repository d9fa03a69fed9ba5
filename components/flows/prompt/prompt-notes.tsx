import type { ReactNode } from "react";
import { groupFaults, type PromptFault } from "./prompt-faults";
import type { PromptMeasure } from "./prompt-measure";

const SHOWN_FAULTS = 5;
const NUMBERS = new Intl.NumberFormat("en");
const ESTIMATE = "An estimate: about four characters a token. The upstream names no tokenizer.";

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

/** What stands below a prompt: how long it is, and what is probably wrong in it. */
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
      {/* Always there: a screen reader tells what changes in a live region only if it knew the region before. */}
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
