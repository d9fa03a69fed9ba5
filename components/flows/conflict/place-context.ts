import type { ProseHunk } from "./merge-prose";

/** The line of a place in its text, and the text right before and after it. */
export interface PlaceContext {
  /** Counted from one, in the text that was typed here; null where the text has only one line. */
  line: number | null;
  before: string;
  after: string;
}

const LONGEST = 120;

const yoursOf = (hunk: ProseHunk) => (hunk.kind === "conflict" ? hunk.yours : hunk.text);

function lastWords(text: string): string {
  const line = text.trimEnd().split("\n").at(-1) ?? "";
  return line.length > LONGEST ? `… ${line.slice(-LONGEST).replace(/^\S*\s/, "")}` : line;
}

function firstWords(text: string): string {
  const line = text.trimStart().split("\n")[0]?.trimEnd() ?? "";
  return line.length > LONGEST ? `${line.slice(0, LONGEST).replace(/\s\S*$/, "")} …` : line;
}

/** Returns the context of the hunk at `position`. */
export function placeContext(hunks: ProseHunk[], position: number): PlaceContext {
  const before = hunks.slice(0, position).map(yoursOf).join("");
  const after = hunks
    .slice(position + 1)
    .map(yoursOf)
    .join("");
  const place = hunks[position];
  // Every line of a merge has its end, the last one too.
  const lines = `${before}${place ? yoursOf(place) : ""}${after}`.split("\n").length - 1;
  return {
    line: lines > 1 ? before.split("\n").length : null,
    before: lastWords(before),
    after: firstWords(after),
  };
}
