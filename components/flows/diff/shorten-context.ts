import type { DiffPart } from "./diff-part";

/** Longer unchanged stretches are shortened to this many characters at either end. */
const CONTEXT = 90;
const CONTEXT_LINES = 2;

type Shorten = (text: string, first: boolean, last: boolean) => string;

/** Shortens a text between words and keeps lines apart. Half a word next to the dots would read like a change. */
export function shortenWords(text: string, first: boolean, last: boolean): string {
  if (text.length <= CONTEXT * 2) return text;
  const head = first ? "" : text.slice(0, CONTEXT).replace(/(?<=\S\s+)\S*$/, "");
  const tail = last ? "" : text.slice(-CONTEXT).replace(/^\S*(?=\s+\S)/, "");
  const start = head.trimEnd();
  const end = tail.trimStart();
  const hidden = text.slice(start.length, text.length - end.length);
  if (!hidden.includes("\n")) return `${start} … ${end}`;
  return `${start}${start === "" ? "" : "\n"}…${end === "" ? "" : "\n"}${end}`;
}

function shortenLines(text: string, first: boolean, last: boolean): string {
  const lines = text.replace(/\n$/, "").split("\n");
  const head = first ? [] : lines.slice(0, CONTEXT_LINES);
  const tail = last ? [] : lines.slice(-CONTEXT_LINES);
  const hidden = lines.length - head.length - tail.length;
  if (hidden < 2) return text;
  return `${[...head, `… ${hidden} lines as before`, ...tail].join("\n")}\n`;
}

const WAYS: Record<"words" | "lines", Shorten> = { words: shortenWords, lines: shortenLines };

/** Shortens unchanged text by whole lines or words, except for the text next to a change. */
export function shortenContext(parts: DiffPart[], by: "words" | "lines"): DiffPart[] {
  return parts.map((part, position) =>
    part.kind === "same"
      ? { ...part, text: WAYS[by](part.text, position === 0, position === parts.length - 1) }
      : part,
  );
}
