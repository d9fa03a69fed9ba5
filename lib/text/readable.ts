/**
 * What people see of a text, which is not its code points: some characters show nothing, some turn the order of the
 * others around, and one letter can be written in several ways.
 */

/**
 * A character that leaves a mark on the page by itself: no space, no control, no joiner, no accent without a letter. One
 * that this program's Unicode doesn't know may be next year's emoji, and counts.
 */
const SEEN =
  /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/u;

/** Whether there is nothing to see in a text. The braille blank U+2800 counts as a symbol, and is empty all the same. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text);
}

/**
 * Returns a text for comparing and searching: without case, without accents, in one normal form. "Café" and "CAFE"
 * become the same, whichever way the accent was typed.
 */
export function folded(text: string): string {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      // Lower case can add marks: the Turkish "İ" becomes "i" and a dot above.
      .normalize("NFKD")
      .replaceAll(/\p{M}|\p{Default_Ignorable_Code_Point}/gu, "")
      .replaceAll("ß", "ss")
      .replaceAll("ı", "i")
      .replaceAll("ø", "o")
      .replaceAll("ł", "l")
  );
}

/** Returns the words of a folded text, as a search takes them: each must be found, in any order. */
export function foldedWords(text: string): string[] {
  return [...new Set(folded(text).split(/\s+/).filter(Boolean))];
}

/** Whether two texts differ only in what a page doesn't show: spaces, invisible characters, the form of an accent. */
export function looksAlike(one: string, other: string): boolean {
  const seen = (text: string) =>
    text
      .normalize("NFC")
      .replaceAll(/[\p{White_Space}\p{Cc}]+/gu, " ")
      .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
      .trim();
  return one !== other && seen(one) === seen(other);
}

/** Controls, and the characters of the bidirectional algorithm that set a direction by force (UAX #9). */
const DISGUISES = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const CONTROL_PICTURES = 0x2400;

/**
 * Returns a name with its disguises made visible: a control character as its picture, and one that turns the following
 * text around as its code, such as "⟨U+202E⟩". With them a name could be made to look like another one.
 */
export function withoutDisguise(name: string): string {
  return name.replaceAll(DISGUISES, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}
