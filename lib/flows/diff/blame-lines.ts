import { lineOrigins } from "./line-origins";

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

/** The empty text has no line at all, so that a text's first words belong to whoever wrote them. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n");
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
    const origins = lineOrigins(linesOf(newer.text), linesOf(older.text));
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
