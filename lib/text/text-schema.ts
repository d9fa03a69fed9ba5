import { z } from "zod";
import { LONGEST_EMAIL, NOT_AN_EMAIL, normaliseEmail } from "./email-address";
import { isBlank } from "./readable";
import { atMost, type TextRule } from "./text-rule";

/**
 * The schema of a text by its rule, so that the published contract names the same bounds. The text is in normal form C then.
 * For the server: forms in the browser use the rule itself, which needs no validation library.
 * @param missing the message when there is no text at all
 */
export function textSchema(rule: TextRule, missing?: string): z.ZodString {
  const typed = missing === undefined ? z.string() : z.string(missing);
  const any = typed.overwrite((text) => text.normalize("NFC"));
  const bounded = (rule.keepsSpaces ? any : any.trim()).max(
    rule.longest,
    rule.tooLong ?? atMost(rule.longest),
  );
  const filled =
    rule.shortest > 0
      ? bounded
          .min(rule.shortest, rule.tooShort)
          .refine((text) => !isBlank(text), rule.blank ?? "must not be blank")
      : bounded;
  return rule.form ? filled.regex(rule.form.pattern, rule.form.unfit) : filled;
}

/** A dot in the domain, and none at an end of the local part or after another. */
const DOTTED = /^(?!\.)(?!.*\.\.)(?!.*\.@).*@.*\./;

/** The rule for a person's address: what browsers take, with a dot. It parses to the form in which it is stored. */
export const emailSchema = z
  .string(NOT_AN_EMAIL)
  .overwrite(normaliseEmail)
  // No pattern for the published contract: it would be one of the stored form, not of what may be sent.
  .refine((email) => z.regexes.html5Email.test(email) && DOTTED.test(email), NOT_AN_EMAIL)
  .max(LONGEST_EMAIL, atMost(LONGEST_EMAIL))
  .meta({ format: "email" });
