import type { TextRule } from "@/lib/text/text-rule";

/** A password. Length is what counts; the upper bound keeps a huge text from becoming a denial of service. */
export const PASSWORD: TextRule = {
  shortest: 10,
  longest: 200,
  tooShort: "The password needs at least 10 characters",
  tooLong: "The password can have at most 200 characters",
  keepsSpaces: true,
};

/** A person's name. */
export const PERSON_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "Give a name",
  tooLong: "may have at most 80 characters",
};

/** The longest address that the standards allow (RFC 5321, with the brackets taken off). */
export const LONGEST_EMAIL = 254;

/** The message for a text that is not an address. */
export const NOT_AN_EMAIL = "must be an e-mail address";
