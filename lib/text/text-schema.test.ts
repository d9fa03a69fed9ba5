import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VIEW_NAME, VIEW_QUERY } from "@/lib/audit/rules";
import { PASSWORD, PERSON_NAME } from "@/lib/identity/rules";
import { API_KEY, UPSTREAM_WORKSPACE_ID, WORKSPACE_NAME } from "@/lib/workspaces/rules";
import { inputLimits, type TextRule } from "./text-rule";
import { textSchema } from "./text-schema";

const RULES = Object.entries<TextRule>({
  PASSWORD,
  PERSON_NAME,
  WORKSPACE_NAME,
  API_KEY,
  UPSTREAM_WORKSPACE_ID,
  VIEW_NAME,
  VIEW_QUERY,
});

/** Texts around a rule's bounds, of letters alone, so that nothing but their length matters. */
const lettersAround = (bound: number) =>
  fc.integer({ min: Math.max(0, bound - 2), max: bound + 2 }).map((length) => "k".repeat(length));

describe.each(RULES)("%s", (_, rule) => {
  const serverTakes = (text: string) => textSchema(rule).safeParse(text).success;
  const { required, maxLength } = inputLimits(rule);

  it("prevents texts that the server refuses as too long, and no others", () => {
    fc.assert(
      fc.property(lettersAround(rule.longest), (text) => {
        expect(text.length <= maxLength).toBe(serverTakes(text));
      }),
    );
  });

  it("must be filled in exactly where the server refuses an empty text", () => {
    expect(required).toBe(!serverTakes(""));
  });

  it("is refused in the rule's own words, or with the number of characters that it may have", () => {
    const words = (text: string) => textSchema(rule).safeParse(text).error?.issues[0]?.message;
    expect(words("k".repeat(rule.longest + 1))).toBe(
      rule.tooLong ?? `may have at most ${rule.longest} characters`,
    );
    if (rule.shortest > 0) expect(words("k".repeat(rule.shortest - 1))).toBe(rule.tooShort);
    if (rule.form) expect(words(`${"k".repeat(rule.shortest)} k`)).toBe(rule.form.unfit);
  });

  it("keeps the spaces at its ends, or doesn't count them", () => {
    const text = `  ${"k".repeat(Math.max(rule.shortest, 1))} `;
    expect(textSchema(rule).parse(text)).toBe(rule.keepsSpaces ? text : text.trim());
  });
});
