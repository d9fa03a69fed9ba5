import type { TextRule } from "@/lib/text/text-rule";

const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;

/**
 * The length of a new password; `password-rule.ts` has what else it must be. Length is what counts, so that no kind of
 * character is demanded. The upper bound keeps a huge text from becoming a denial of service. An older password may be shorter.
 */
export const PASSWORD = {
  shortest: SHORTEST_PASSWORD,
  longest: LONGEST_PASSWORD,
  tooShort: `The password needs at least ${SHORTEST_PASSWORD} characters`,
  tooLong: `The password can have at most ${LONGEST_PASSWORD} characters`,
  blank: "Blanks alone are no password",
  keepsSpaces: true,
} as const satisfies TextRule;

/** So long after its first use a generated password signs in; then it is only good for choosing another. */
export const GENERATED_HOURS = 24;

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
};

/** The name by which a person tells their passkeys apart. */
export const PASSKEY_NAME: TextRule = {
  shortest: 1,
  longest: 60,
  tooShort: "Name the passkey after where it is kept, such as a phone",
};

/** The name of a token, by which its person knows it again. */
export const TOKEN_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "Give a name",
};

/** The most tokens that one person may have at a time. */
export const MOST_TOKENS = 50;

/** The longest life of a token, in days: a year, also one with a leap day. */
export const LONGEST_TOKEN_DAYS = 366;

/** The states by which people are found in their list, with the words for them. */
export const PERSON_STATES = {
  owner: "Owners",
  invited: "Invited",
  disabled: "Disabled",
  held_back: "Held back",
} as const;

export type PersonState = keyof typeof PERSON_STATES;

/** A group of workspaces. */
export const GROUP_NAME: TextRule = {
  shortest: 1,
  longest: 60,
  tooShort: "Give the group a name",
};

/** What an owner says of a review of access. */
export const REVIEW_NOTE: TextRule = {
  shortest: 0,
  longest: 500,
};
