import type { TextRule } from "@/lib/text/text-rule";

/** A password. Length is what counts; the upper bound keeps a huge text from becoming a denial of service. */
export const PASSWORD: TextRule = {
  shortest: 10,
  longest: 200,
  tooShort: "The password needs at least 10 characters",
  tooLong: "The password can have at most 200 characters",
  keepsSpaces: true,
};

/** The first owner's name until they say their own. */
export const FIRST_OWNER_NAME = "Owner";

/** A person's name. */
export const PERSON_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "Give a name",
  tooLong: "may have at most 80 characters",
};
