import { Change, diff } from "@codemirror/merge";

/** Two texts without a common line take quadratic time, so the search gets coarse after these milliseconds. */
const LINES = { timeout: 400 };

/** The same for the letters of one changed passage. */
const PASSAGE = { scanLimit: 500, timeout: 100 };

/** The most different lines that can have a letter each: letters from here on mean something in pairs only. */
const MOST_LINES = 0xd7ff;

/**
 * Compares two texts by lines first, then by letters within the changed lines. The library compares letters at once and
 * gives up beyond some ten thousand: a few changed words of a long prompt would show as one change of nearly all of it.
 *
 * @returns changes in the order of the text; positions count UTF-16 units
 */
export function lineFirstDiff(before: string, after: string): readonly Change[] {
  const linesA = splitLines(before);
  const linesB = splitLines(after);
  const letters = new Map<string, string>();
  const [a, b] = [lettersOf(linesA, letters), lettersOf(linesB, letters)];
  if (letters.size > MOST_LINES) return [new Change(0, before.length, 0, after.length)];
  const [startsA, startsB] = [startsOf(linesA), startsOf(linesB)];
  return diff(a, b, LINES).flatMap(({ fromA, toA, fromB, toB }) =>
    passageChanges(before, after, {
      fromA: startsA[fromA] ?? before.length,
      toA: startsA[toA] ?? before.length,
      fromB: startsB[fromB] ?? after.length,
      toB: startsB[toB] ?? after.length,
    }),
  );
}

/** Splits a text into lines with their breaks. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Writes each line as one letter, equal lines as the same letter, so that texts of lines compare like words. */
function lettersOf(lines: readonly string[], letters: Map<string, string>): string {
  const word = lines.map((line) => {
    const letter = letters.get(line) ?? String.fromCharCode(letters.size + 1);
    letters.set(line, letter);
    return letter;
  });
  return word.join("");
}

function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    start += line.length;
    return start - line.length;
  });
}

type Passage = Pick<Change, "fromA" | "toA" | "fromB" | "toB">;

function passageChanges(before: string, after: string, { fromA, toA, fromB, toB }: Passage): Change[] {
  return diff(before.slice(fromA, toA), after.slice(fromB, toB), PASSAGE).map(
    (one) => new Change(fromA + one.fromA, fromA + one.toA, fromB + one.fromB, fromB + one.toB),
  );
}
