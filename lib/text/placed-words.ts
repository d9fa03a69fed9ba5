import { folded } from "./readable";

/** A word of a text, as it is searched, and the part of the text that it stands for. */
export interface PlacedWord {
  /** Letters and digits, without case and accents. */
  word: string;
  start: number;
  end: number;
}

/** Longer "words" are keys and encoded files, which nobody searches by their end. */
const LONGEST_WORD = 64;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const IS_ASCII = /^[\u0000-\u007f]*$/;
const ASCII_WORD = /[A-Za-z0-9]+/g;

/** Letters of scripts that put no spaces between words. Each counts as a word, and what was typed of them as a phrase. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const PART = "\\p{L}\\p{N}\\p{M}\\p{Default_Ignorable_Code_Point}";
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[${PART}])+`, "gu");
const NO_LETTER = /[^\p{L}\p{N}]+/gu;

/** Cut between characters: the database refuses half of one. */
function shortened(word: string): string {
  return word.length <= LONGEST_WORD ? word : Array.from(word).slice(0, LONGEST_WORD).join("");
}

/** Returns a word as it is searched; empty for one of which nothing is left, such as a joiner by itself. */
function foldedWord(part: string): string {
  // Most words are plain ASCII, also in a text with a dash or an accent somewhere.
  if (IS_ASCII.test(part)) return shortened(part.toLowerCase());
  // Greek has another sigma at the end of a word, which its beginning must match all the same.
  return shortened(folded(part).replaceAll("ς", "σ").replaceAll(NO_LETTER, ""));
}

/** Returns the words of a text in their order: runs of letters and digits, whatever is between them. */
export function* placedWords(text: string): Generator<PlacedWord> {
  for (const { 0: part, index } of text.matchAll(IS_ASCII.test(text) ? ASCII_WORD : WORD)) {
    const word = foldedWord(part);
    if (word !== "") yield { word, start: index, end: index + part.length };
  }
}

/** Returns the words of a text in their order, with one space between them. */
export function textWords(text: string): string {
  if (IS_ASCII.test(text)) return (text.match(ASCII_WORD) ?? []).map(foldedWord).join(" ");
  return Array.from(placedWords(text), ({ word }) => word).join(" ");
}

/**
 * Returns how much of a word's part of the text its first folded letters are.
 * @param letters how many letters of the folded word; at least one
 */
export function lengthOfBeginning(part: string, letters: number): number {
  let taken = 0;
  for (const character of part) {
    taken += character.length;
    if (foldedWord(part.slice(0, taken)).length >= letters) break;
  }
  // An accent that is typed as a character of its own belongs to the letter before it.
  const marks = /^\p{M}*/u.exec(part.slice(taken));
  return taken + (marks?.[0].length ?? 0);
}
