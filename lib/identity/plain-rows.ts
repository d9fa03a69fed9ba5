/** Keys that lie side by side, on the usual keyboards of Latin and Cyrillic letters; the last one goes down the columns. */
const ROWS = [
  "1234567890",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "йцукенгшщзхъфывапролджэячсмитьбю",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

type Step = (one: string, other: string) => boolean;

/** The next character of an alphabet, or of the digits. */
const following: Step = (one, other) => (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0) === 1;

/** The next key of a row, which begins anew after its last one. */
function nextKeyOf(row: string): Step {
  const next = new Map([...row].map((key, position) => [key, row[(position + 1) % row.length]]));
  return (one, other) => next.get(one) === other;
}

const FORWARDS: Step[] = [following, ...ROWS.map(nextKeyOf)];
const STEPS: Step[] = FORWARDS.flatMap((step): Step[] => [step, (one, other) => step(other, one)]);

/** A shorter one is no row yet: many words have three letters that follow each other. */
const SHORTEST_ROW = 4;
/** What may stand beside the rows without making them harder to guess. */
const MOST_BESIDE = 3;

/** The number of characters from a place on that follow each other in one way. */
function rowLength(characters: readonly string[], from: number): number {
  const lengths = STEPS.map((step) => {
    let end = from + 1;
    while (end < characters.length && step(characters[end - 1] ?? "", characters[end] ?? "")) end++;
    return end - from;
  });
  return Math.max(...lengths);
}

/**
 * Whether a text is little more than characters that follow each other in the alphabet, in numbers or on a keyboard, in
 * either direction: "123456789012", "abcdefghijklm", "qwertyuiopas", "abcdef-987654".
 * What is no letter and no digit doesn't count. Accents do, since some keys have them.
 */
export function isPlainRows(password: string): boolean {
  const typed = password.normalize("NFKC").toLowerCase();
  const characters = [...typed.replaceAll(/[^\p{L}\p{N}]/gu, "")];
  let beside = 0;
  for (let place = 0; place < characters.length; ) {
    const length = rowLength(characters, place);
    const isRow = length >= SHORTEST_ROW;
    beside += isRow ? 0 : 1;
    place += isRow ? length : 1;
  }
  return characters.length >= SHORTEST_ROW && beside <= MOST_BESIDE;
}
