import { describe, expect, it } from "vitest";
import { normaliseEmail } from "./email-address";
import { emailSchema } from "./text-schema";

describe("an e-mail address", () => {
  it.each([
    [" Ana@Example.COM ", "ana@example.com"],
    ["user@bücher.example", "user@xn--bcher-kva.example"],
    ["user@BU\u0308CHER.example", "user@xn--bcher-kva.example"],
    ["user@xn--bcher-kva.example", "user@xn--bcher-kva.example"],
    ["user@例え.テスト", "user@xn--r8jz45g.xn--zckzah"],
  ])("%j has one stored form", (typed, stored) => {
    expect(emailSchema.parse(typed)).toBe(stored);
    expect(normaliseEmail(stored)).toBe(stored);
  });

  it.each([
    "",
    "ana",
    "ana@",
    "@example.com",
    "ana@bücher.example/path",
    "ana@bücher .example",
    "ana@bücher.example:25",
    "ana@bü\ncher.example",
    "änä@example.com",
    "ana@example",
    ".ana@example.com",
    "ana..b@example.com",
    "ana@example.com, bob@example.com",
  ])("%j is refused", (typed) => {
    expect(emailSchema.safeParse(typed).success).toBe(false);
  });
});
