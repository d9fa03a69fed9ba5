import "server-only";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { env } from "@/lib/env";
import { folded, isBlank } from "@/lib/text/readable";
import { commonPasswords } from "./common-passwords";
import { isPlainRows } from "./plain-rows";
import { PASSWORD, passwordLengthFault } from "./rules";

/** The person whose password it will be: their own words are the first that anybody would guess. */
export interface PasswordOwner {
  email: string;
  name: string;
}

const FEWEST_DIFFERENT = 5;
const INSTEAD = "Choose one that nobody would guess.";

const FAULTS = {
  same: "This is one character again and again. Use different ones.",
  few: `Use at least ${FEWEST_DIFFERENT} different characters.`,
  row: `Rows such as 123456, abcdef or qwerty are guessed first. ${INSTEAD}`,
  common: `This is one of the most common passwords. ${INSTEAD}`,
  product: `This is little more than the name of this portal. ${INSTEAD}`,
  host: `This is little more than the address of this portal. ${INSTEAD}`,
  name: `This is little more than your name. ${INSTEAD}`,
  address: `This is little more than your e-mail address. ${INSTEAD}`,
  own: `This is little more than names and addresses of yours and of this portal. ${INSTEAD}`,
};

const LETTER = /\p{L}/u;

const lettersAndDigits = (text: string) => folded(text).replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Shorter parts of names and addresses are in too many words. */
const SHORTEST_PART = 3;

/** Returns a name or an address, and its parts, as they are compared. */
function wordsOf(text: string): string[] {
  const parts = text.split(/[^\p{L}\p{M}\p{N}]+/u).map(lettersAndDigits);
  const whole = lettersAndDigits(text);
  return [...(whole.length > 1 ? [whole] : []), ...parts.filter((part) => part.length >= SHORTEST_PART)];
}

/**
 * Whether nothing but digits is left of a text without some words. A word without a letter, such as a phone number in an
 * address, has to be half of the text: any number has some shorter ones in it.
 */
function isLittleMoreThan(text: string, words: readonly string[]): boolean {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, " "), text).replaceAll(" ", "");
  const taken = text.length - rest.length;
  return taken > 0 && !LETTER.test(rest) && (LETTER.test(text) || taken * 2 >= text.length);
}

/** Returns why a password is about its person or this portal; null for one that isn't. */
function contextFault(password: string, { email, name }: PasswordOwner): string | null {
  const { PORTAL_URL } = env();
  const contexts = {
    product: wordsOf(SYSTEM_ACTOR.name),
    host: PORTAL_URL ? wordsOf(new URL(PORTAL_URL).hostname) : [],
    name: wordsOf(name),
    address: [...wordsOf(email), ...email.split("@").flatMap(wordsOf)],
  };
  const text = lettersAndDigits(password);
  const kinds = ["product", "name", "address", "host"] as const;
  const one = kinds.find((kind) => isLittleMoreThan(text, contexts[kind]));
  if (one) return FAULTS[one];
  return isLittleMoreThan(text, Object.values(contexts).flat()) ? FAULTS.own : null;
}

/** The places from which, and up to which, a text may be a common password: what is outside has no letter. */
function places(text: string): { starts: number; ends: number } {
  const first = text.search(LETTER);
  if (first < 0) return { starts: text.length, ends: 0 };
  return { starts: first, ends: text.length - (/[^\p{L}]*$/u.exec(text)?.[0].length ?? 0) };
}

/**
 * Whether a text is a common password, with nothing or with digits and punctuation at its ends. One that has no letter
 * itself has to be half of the text.
 * @param text folded
 */
function isCommon(text: string): boolean {
  const { known, longest } = commonPasswords();
  const { starts, ends } = places(text);
  const shortest = ends === 0 ? Math.ceil(text.length / 2) : 1;
  for (let start = 0; start <= starts; start++) {
    const last = Math.min(text.length, start + longest);
    for (let end = Math.max(ends, start + shortest); end <= last; end++) {
      if (known.has(text.slice(start, end))) return true;
    }
  }
  return false;
}

/** Returns what a text repeats from its beginning to its end; the text itself where it doesn't. */
const typedOnce = (text: string) => /^(.{2,}?)\1+$/su.exec(text)?.[1] ?? text;

/** Returns what makes a password easy to guess for anybody; null for one that isn't. */
function guessableFault(password: string): string | null {
  const different = new Set(password.normalize("NFC").toLowerCase()).size;
  if (different === 1) return FAULTS.same;
  if (different < FEWEST_DIFFERENT) return FAULTS.few;
  if (isPlainRows(password)) return FAULTS.row;
  return isCommon(typedOnce(folded(password))) ? FAULTS.common : null;
}

/**
 * Returns the reason why a text may not become somebody's password, as a sentence for them; null for one that may.
 * This is the whole rule, for every way of setting one. A password that exists already is never checked by it.
 */
export function passwordFault(password: string, owner: PasswordOwner): string | null {
  if (isBlank(password)) return PASSWORD.blank;
  return passwordLengthFault(password) ?? contextFault(password, owner) ?? guessableFault(password);
}
