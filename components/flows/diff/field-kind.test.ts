import { expect, it } from "vitest";
import { fieldKind } from "./field-kind";

it.each([
  ["secret", "/apiKey", { redacted: true, digest: "a" }, { redacted: true, digest: "b" }],
  ["items", "/webhooks", null, [{ name: "Book" }]],
  ["items", "/settings/transfers", [{ number: "1" }], []],
  ["texts", "/settings/knowledgeBases", ["a"], null],
  ["structure", "/settings/transfers", ["a", { number: "1" }], []],
  ["structure", "/somethingNew", { a: 1 }, null],
  ["prose", "/prompt", "Be kind.\nHang up.", "Be kind."],
  ["prose", "/description", "", "x".repeat(61)],
  ["value", "/name", "Front desk", "Reception"],
  ["value", "/isActive", true, false],
])("as %s: %s", (kind, path, before, after) => {
  expect(fieldKind(path, before, after)).toBe(kind);
});
