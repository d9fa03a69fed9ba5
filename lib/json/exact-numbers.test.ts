import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptNumerals, parseExactly, stringifyExactly } from "./exact-numbers";

describe("a number that JavaScript can't keep", () => {
  it.each(["12345678901234567890", "-9007199254740993", "0.30000000000000000001", "1e400", "1.5E-400"])(
    "%s goes back as it came",
    (numeral) => {
      const text = `{"data":{"n":${numeral},"list":[1,${numeral}]}}`;
      expect(stringifyExactly(parseExactly(text))).toBe(text);
      expect(keptNumerals(parseExactly(text))).toEqual([numeral, numeral]);
    },
  );

  it.each([
    "0.1",
    "1e21",
    "100000000000000000000",
    "-0",
    "1.0000000000000000",
    "5e-324",
    "0.10000000000000001",
    "0.0e-999",
  ])("is not found in %s, which means the same afterwards", (numeral) => {
    expect(parseExactly(`[${numeral}]`)).toEqual([Number(numeral)]);
  });

  it("is not found in a text", () => {
    const text = '{"id":"12345678901234567890","odd":"{\\"$exactNumber\\":\\"12345678901234567890\\"}"}';
    expect(parseExactly(text)).toEqual(JSON.parse(text));
    expect(stringifyExactly(JSON.parse(text))).toBe(text);
  });

  it("can't smuggle anything else into what is written", () => {
    for (const numeral of ["1}", '1,"x":2', "12345678901234567890 ", "-", `${"1".repeat(20)}"`]) {
      const value = { $exactNumber: numeral };
      expect(JSON.parse(stringifyExactly({ value }))).toEqual({ value });
    }
  });
});

it("other JSON is read and written as every engine does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseExactly(text)).toEqual(JSON.parse(text));
      expect(stringifyExactly(value)).toBe(text);
    }),
  );
  expect(parseExactly('{"a":1234567890123456,"a":{"__proto__":2}}')).toEqual(
    JSON.parse('{"a":{"__proto__":2}}'),
  );
});
