import { describe, expect, it } from "vitest";
import { blankTransfer, readTransfer, transferFacts, transferKeys, transferText } from "./input-transfers";

const NURSE = { name: "Nurse", phoneNumber: "+14155550130", hours: { from: 8 }, urgent: true, tags: ["a"] };

describe("a transfer as JSON", () => {
  it("an unchanged transfer survives being written and read, unknown keys included", () => {
    expect(readTransfer(transferText(NURSE))).toEqual({ kind: "read", item: NURSE });
  });

  it("any JSON is a transfer, since no shape is documented", () => {
    for (const item of ["a text", 7, null, [1, { x: 2 }]]) {
      expect(readTransfer(JSON.stringify(item))).toEqual({ kind: "read", item });
    }
  });

  it("a mistake is named with its line", () => {
    const typed = readTransfer('{\n  "name": "Nurse"\n  "phoneNumber": ""\n}');
    expect(typed).toMatchObject({
      kind: "broken",
      problem: expect.stringMatching(/^Line 3, column 3: .*comma/),
    });
  });

  it("a key that comes twice is refused rather than dropped", () => {
    expect(readTransfer('{"name": "A", "name": "B"}').kind).toBe("broken");
  });
});

describe("the shape of transfers", () => {
  it("every key is a fact, for any value", () => {
    expect(transferFacts(NURSE).map(({ value }) => value)).toEqual([
      "Nurse",
      "+14155550130",
      '{"from":8}',
      "true",
      '["a"]',
    ]);
  });

  it("the keys of all objects are listed once", () => {
    expect(transferKeys([{ name: "A" }, "a text", null, { name: "B", phone: "1" }])).toEqual([
      "name",
      "phone",
    ]);
  });

  it("a new one begins with the keys of the last, without its values", () => {
    expect(JSON.parse(blankTransfer([{ old: 1 }, NURSE, "a text"]))).toEqual({
      name: "",
      phoneNumber: "",
      hours: null,
      urgent: false,
      tags: [],
    });
    expect(blankTransfer([])).toBe("{}");
  });
});
