import { z } from "zod";
import type { TextRule } from "./text-rule";

/**
 * The schema of a text by its rule, so that the published contract names the same bounds. For the server: forms in the
 * browser use the rule itself, which needs no validation library.
 * @param missing the message when there is no text at all
 */
export function textSchema(rule: TextRule, missing?: string): z.ZodString {
  const any = missing === undefined ? z.string() : z.string(missing);
  const bounded = (rule.keepsSpaces ? any : any.trim()).max(rule.longest, rule.tooLong);
  const filled = rule.shortest > 0 ? bounded.min(rule.shortest, rule.tooShort) : bounded;
  return rule.form ? filled.regex(rule.form.pattern, rule.form.unfit) : filled;
}
