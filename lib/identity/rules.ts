import type { TextRule } from "@/lib/text/text-rule";

const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/**
 * The length of a new password; `password-rule.ts` has what else it must be. Length is what counts, so that no kind of
 * character is demanded. The upper bound keeps a huge text from becoming a denial of service. An older password may be shorter.
 */
export const PASSWORD: TextRule & { blank: string } = {
  shortest: SHORTEST_PASSWORD,
  longest: LONGEST_PASSWORD,
  tooShort: `The password needs at least ${SHORTEST_PASSWORD} characters`,
  tooLong: `The password can have at most ${LONGEST_PASSWORD} characters`,
  blank: "Blanks alone are no password",
  keepsSpaces: true,
};

/** The rule in short, as people read it before they type. */
export const PASSWORD_HINT = `At least ${SHORTEST_PASSWORD} characters, and nothing that others would guess: no common password, name, address or row of keys.`;

/** The number of characters as people count them: an emoji is one, however the keyboard composes an accent. */
export function passwordLength(password: string): number {
  return [...password.normalize("NFC")].length;
}

/** Returns what is wrong with a password's length; null for one that fits. It is all that a browser checks. */
export function passwordLengthFault(password: string): string | null {
  if (passwordLength(password) < SHORTEST_PASSWORD) return PASSWORD.tooShort;
  return password.normalize("NFC").length > LONGEST_PASSWORD ? PASSWORD.tooLong : null;
}

/** The first owner's name until they say their own. */
export const FIRST_OWNER_NAME = "Owner";

/** A person's name. */
export const PERSON_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "Give a name",
  tooLong: "may have at most 80 characters",
};
