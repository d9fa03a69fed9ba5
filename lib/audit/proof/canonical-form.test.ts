import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isCanonical } from "./canonical-form";

it("knows the canonical form of any JSON value from every other spelling", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const text of [JSON.stringify(value), canonicalize(value) ?? "", JSON.stringify(value, null, 1)]) {
        const parsed = JSON.parse(text);
        expect(isCanonical(parsed, text)).toBe(canonicalize(parsed) === text);
      }
    }),
  );
});

it.each([
  ['{"a":1,"b":2}', true],
  ['{"b":2,"a":1}', false],
  ['{"10":1,"9":2}', true],
  ['{"9":2,"10":1}', false],
  ['[{"y":1,"x":2}]', false],
  ['{"a":1.0}', false],
  ['{"a":1,"a":1}', false],
  ['"\\u0061"', false],
])("%s: %s", (text, canonical) => {
  expect(isCanonical(JSON.parse(text), text)).toBe(canonical);
});
