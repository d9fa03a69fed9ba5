import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ExportFault } from "./export-fault";
import { isCanonical, splitLines } from "./text-forms";

async function linesOf(...pieces: (string | number[])[]): Promise<string[]> {
  async function* bytes() {
    for (const piece of pieces) yield typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece);
  }
  const lines: string[] = [];
  for await (const line of splitLines(bytes())) lines.push(line);
  return lines;
}

describe("the lines of a file", () => {
  it("are the same wherever the pieces were cut, within a character too", async () => {
    expect(await linesOf("one\ntwö\n\nthree")).toEqual(["one", "twö", "", "three"]);
    expect(await linesOf("o", "ne\ntw", [0xc3], [0xb6], "\n", "\nthree", "\n")).toEqual([
      "one",
      "twö",
      "",
      "three",
    ]);
  });

  it("are none in an empty file", async () => {
    expect(await linesOf()).toEqual([]);
  });

  it("are refused where a byte is no text, and the line is named", async () => {
    const reading = linesOf("one\n", [0xff], "\n");
    await expect(reading).rejects.toBeInstanceOf(ExportFault);
    await expect(reading).rejects.toMatchObject({ fault: { code: "not-text", line: 2 } });
  });
});

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
