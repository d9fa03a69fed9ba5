import { diffLines, diffWordsWithSpace } from "diff";

/** A stretch of text in a comparison of two texts. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Longer unchanged stretches are shortened to this many characters at either end. */
const CONTEXT = 90;
const CONTEXT_LINES = 2;
/** Comparing two unlike long texts takes quadratic time; after this long both are shown whole instead. */
const TIMEOUT_MS = 400;
/** Below this share of common text two texts are shown one after the other. */
const LEAST_ALIKE = 0.4;

type RawParts = { value: string; added?: boolean; removed?: boolean }[] | undefined;

function toParts(raw: RawParts, before: string, after: string): DiffPart[] {
  if (raw === undefined) {
    const gap = before === "" || after === "" ? "" : "\n\n";
    const whole: DiffPart[] = [
      { kind: "removed", text: before },
      { kind: "same", text: gap },
      { kind: "added", text: after },
    ];
    return whole.filter(({ text }) => text !== "");
  }
  return raw.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

/** Cuts between words: half a word next to the dots reads like a change. */
function shortened(text: string, first: boolean, last: boolean): string {
  if (text.length <= CONTEXT * 2) return text;
  const head = first ? "" : text.slice(0, CONTEXT).replace(/(?<=\S\s+)\S*$/, "");
  const tail = last ? "" : text.slice(-CONTEXT).replace(/^\S*(?=\s+\S)/, "");
  return `${head.trimEnd()} … ${tail.trimStart()}`;
}

function shortenedLines(text: string, first: boolean, last: boolean): string {
  const lines = text.replace(/\n$/, "").split("\n");
  const head = first ? [] : lines.slice(0, CONTEXT_LINES);
  const tail = last ? [] : lines.slice(-CONTEXT_LINES);
  const hidden = lines.length - head.length - tail.length;
  if (hidden < 2) return text;
  return `${[...head, `… ${hidden} lines as before`, ...tail].join("\n")}\n`;
}

function withShortContext(parts: DiffPart[], shorten: typeof shortened): DiffPart[] {
  return parts.map((part, position) =>
    part.kind === "same"
      ? { ...part, text: shorten(part.text, position === 0, position === parts.length - 1) }
      : part,
  );
}

/** Of a text that was written anew only stray words are alike; marking those makes it unreadable. */
function isRewritten(parts: DiffPart[], before: string, after: string): boolean {
  const alike = parts.reduce((sum, { kind, text }) => (kind === "same" ? sum + text.length : sum), 0);
  return alike < LEAST_ALIKE * Math.max(before.length, after.length);
}

/** Compares two texts word by word; long stretches that are alike are shortened. */
export function wordParts(before: string, after: string): DiffPart[] {
  const raw = diffWordsWithSpace(before, after, { timeout: TIMEOUT_MS });
  const parts = toParts(raw, before, after);
  return isRewritten(parts, before, after)
    ? toParts(undefined, before, after)
    : withShortContext(parts, shortened);
}

/** Compares two structured values line by line, as indented JSON. */
export function structureParts(before: unknown, after: unknown): DiffPart[] {
  const [one, other] = [before, after].map((value) =>
    value === null || value === undefined ? "" : `${JSON.stringify(value, null, 2)}\n`,
  ) as [string, string];
  const raw = diffLines(one, other, { timeout: TIMEOUT_MS });
  return withShortContext(toParts(raw, one, other), shortenedLines);
}
