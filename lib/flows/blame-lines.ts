import { diffArrays } from "diff";

/** A text as it was in one revision. */
export interface TextVersion {
  n: number;
  text: string;
}

/** A line of the newest text, and the revision that wrote it as it stands. */
export interface BlamedLine {
  text: string;
  n: number;
}

/**
 * Two texts that differ in more lines than this are hardly one text edited: finding what they share would take
 * quadratic time, and what lies between their common beginning and end counts as written anew.
 */
const MOST_EDITS = 800;

/** The empty text has no line at all, so that a text's first words belong to whoever wrote them. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function commonStart(one: string[], other: string[], most: number): number {
  let length = 0;
  while (length < most && one[length] === other[length]) length++;
  return length;
}

function commonEnd(one: string[], other: string[], most: number): number {
  let length = 0;
  while (length < most && one[one.length - 1 - length] === other[other.length - 1 - length]) length++;
  return length;
}

/** For each line of the newer text its place in the older one, or null where the newer one wrote it. */
function originsOf(newer: string[], older: string[]): (number | null)[] {
  const shorter = Math.min(newer.length, older.length);
  const start = commonStart(newer, older, shorter);
  const end = commonEnd(newer, older, shorter - start);
  const origins: (number | null)[] = newer.map((_, place) => {
    if (place < start) return place;
    return place >= newer.length - end ? place - newer.length + older.length : null;
  });
  const parts = diffArrays(older.slice(start, older.length - end), newer.slice(start, newer.length - end), {
    maxEditLength: MOST_EDITS,
  });
  let oldPlace = start;
  let newPlace = start;
  for (const { added, removed, count } of parts ?? []) {
    if (!added && !removed) for (let i = 0; i < count; i++) origins[newPlace + i] = oldPlace + i;
    if (!added) oldPlace += count;
    if (!removed) newPlace += count;
  }
  return origins;
}

/**
 * Says of every line of a text which revision last wrote it. It is followed back from the newest version until each
 * line's author is known, so a text that was once written anew costs no look at what was before. A line that was moved
 * counts as new, as it does in a comparison.
 *
 * @param versions the text's states, oldest first; the last one is the text that is told about
 * @returns its lines in order; joined by line feeds they are the text
 */
export function blameLines(versions: readonly TextVersion[]): BlamedLine[] {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  const lines = linesOf(newest.text).map((text) => ({ text, n: newest.n }));
  // Places of the lines that are still followed: where in the version at hand, and where in the newest one.
  let followed = lines.map((_, place) => ({ here: place, line: place }));
  for (let index = versions.length - 1; index > 0 && followed.length > 0; index--) {
    const [older, newer] = [versions[index - 1], versions[index]];
    if (!older || !newer) break;
    const origins = originsOf(linesOf(newer.text), linesOf(older.text));
    followed = followed.flatMap(({ here, line }) => {
      const origin = origins[here] ?? null;
      const blamed = lines[line];
      if (origin === null || !blamed) return [];
      blamed.n = older.n;
      return [{ here: origin, line }];
    });
  }
  return lines;
}
