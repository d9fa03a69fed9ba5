import type { TextRule } from "@/lib/text/text-rule";

/** The rule for a comment as it is typed. */
export const COMMENT_TEXT: TextRule = { shortest: 1, longest: 4_000, tooShort: "must not be empty" };
