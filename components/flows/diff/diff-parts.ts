import { diffLines, diffWordsWithSpace } from "diff";
import type { DiffPart } from "./diff-part";
import { shortenContext } from "./shorten-context";
import { smoothWords } from "./smooth-words";

/** Comparing two unlike long texts takes quadratic time; after this long the rest is shown whole instead. */
const TIMEOUT_MS = 400;
/** Two texts with a smaller share of common text are shown one after the other. */
const LEAST_ALIKE = 0.4;

type RawPart = { value: string; added?: boolean; removed?: boolean };

const toPart = ({ value, added, removed }: RawPart): DiffPart => ({
  kind: added ? "added" : removed ? "removed" : "same",
  text: value,
});

/** The old text whole, then the new one. */
function wholeParts(before: string, after: string, gap: string): DiffPart[] {
  const parts: DiffPart[] = [
    { kind: "removed", text: before },
    { kind: "same", text: before === "" || after === "" ? "" : gap, isGap: true },
    { kind: "added", text: after },
  ];
  return parts.filter(({ text }) => text !== "");
}

/** Whether a text was written anew: only stray words are alike then, and marking them makes it unreadable. */
function isRewritten(parts: DiffPart[], before: string, after: string): boolean {
  const alike = parts.reduce((sum, { kind, text }) => (kind === "same" ? sum + text.length : sum), 0);
  return alike < LEAST_ALIKE * Math.max(before.length, after.length);
}

/** Compares lines that changed word by word. */
function passageParts(before: string, after: string, timeout: number): DiffPart[] {
  const gap = before.endsWith("\n") ? "" : "\n";
  const raw = diffWordsWithSpace(before, after, { timeout });
  if (raw === undefined) return wholeParts(before, after, gap);
  const parts = smoothWords(raw.map(toPart));
  return isRewritten(parts, before, after) ? wholeParts(before, after, gap) : parts;
}

/** Compares two texts line by line first, and word by word only within lines that changed. */
function proseParts(before: string, after: string): DiffPart[] | null {
  const started = Date.now();
  const lines = diffLines(before, after, { timeout: TIMEOUT_MS });
  if (lines === undefined) return null;
  const parts: DiffPart[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [part, next] = [lines[at], lines[at + 1]];
    if (!part) continue;
    if (part.removed && next?.added) {
      const left = Math.max(1, started + TIMEOUT_MS - Date.now());
      parts.push(...passageParts(part.value, next.value, left));
      at++;
    } else parts.push(toPart(part));
  }
  return parts;
}

/** Joins neighbouring parts of one kind. */
function joinAlike(parts: DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === part.kind) joined[joined.length - 1] = { ...last, text: last.text + part.text };
    else joined.push(part);
  }
  return joined;
}

/** Compares two texts word by word, in full. `rewritten` texts, which have too little in common, follow each other. */
export function wholeWordParts(before: string, after: string): { parts: DiffPart[]; rewritten: boolean } {
  const parts = proseParts(before, after);
  if (parts === null || isRewritten(parts, before, after)) {
    return { parts: wholeParts(before, after, "\n\n"), rewritten: true };
  }
  return { parts: joinAlike(parts), rewritten: false };
}

/** Compares two texts word by word; long stretches that are alike are shortened. */
export function wordParts(before: string, after: string): DiffPart[] {
  const { parts, rewritten } = wholeWordParts(before, after);
  return rewritten ? parts : shortenContext(parts, "words");
}

/** Whether two short texts have so much in common that the one may be an edit of the other. */
export function isEditOf(before: string, after: string): boolean {
  const raw = diffWordsWithSpace(before, after, { timeout: TIMEOUT_MS });
  return raw !== undefined && !isRewritten(raw.map(toPart), before, after);
}

/** Compares two structured values line by line, as indented JSON. */
export function structureParts(before: unknown, after: unknown): DiffPart[] {
  const [one = "", other = ""] = [before, after].map((value) =>
    value === null || value === undefined ? "" : `${JSON.stringify(value, null, 2)}\n`,
  );
  const raw = diffLines(one, other, { timeout: TIMEOUT_MS });
  return shortenContext(raw?.map(toPart) ?? wholeParts(one, other, "\n"), "lines");
}
