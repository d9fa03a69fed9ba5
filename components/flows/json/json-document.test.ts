import { describe, expect, it } from "vitest";
import { createCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { readJsonDocument } from "./json-document";
import { placedSentence, placeFieldErrors } from "./json-problems";

function problemsOf(text: string): string[] {
  const reading = readJsonDocument(text);
  return reading.kind === "broken" ? reading.problems.map(placedSentence) : [];
}

describe("reading a JSON text", () => {
  it("returns the document", () => {
    expect(readJsonDocument(' {"a": [1, "x", null]} ')).toMatchObject({
      kind: "read",
      document: { a: [1, "x", null] },
    });
  });

  it.each([
    ['{\n  "a": 1,\n}', "Line 3, column 1: There is nothing between the comma and “}”."],
    ["[1,]", "Line 1, column 4: There is nothing between the comma and “]”."],
    ['{"a" 1}', "Line 1, column 6: A colon is missing after the name."],
    ['{"a": 1\n "b": 2}', 'Line 2, column 2: A comma is missing before “"b"”.'],
    ['{"a": [1, 2}', "Line 1, column 12: “}” does not close what was opened last."],
    ['{"a": {', "Line 1, column 8: The text ends, but a } is still missing."],
    ['{"a":', "Line 1, column 6: The text ends where a value is expected."],
    ['{"a": 1}}', "Line 1, column 9: The document is complete before “}”."],
    ["", "Line 1, column 1: There is nothing here yet: a JSON document begins with {."],
    ["{} // hi", "Line 1, column 4: JSON has no comments."],
    ["{'a': 1}", "Line 1, column 2: Texts and names stand in double quotes, not in single ones."],
    ['{"a": 1.}', "Line 1, column 7: The number “1.” is not finished."],
    ['\r\n{"a": "x\r\n"}', "Line 2, column 7: The closing quote of this text is missing on its line."],
  ])("says what is wrong with %j, and where", (text, sentence) => {
    expect(problemsOf(text)).toEqual([sentence]);
  });

  it("names the word that is no value", () => {
    expect(problemsOf('{"a": True}')[0]).toContain("“True” is no JSON value");
  });

  it("refuses a name that comes twice in one object, but not in two", () => {
    expect(problemsOf('{"a": 1, "b": [{"a": 1}],\n "a": 2}')).toEqual([
      "Line 2, column 2: “a” stands in this object twice; only one could be kept.",
    ]);
  });

  it("survives a text that is nested without end", () => {
    expect(problemsOf("[".repeat(200_000))[0]).toContain("nested too deeply");
  });
});

describe("placing a schema's errors", () => {
  function placed(text: string): string[] {
    const reading = readJsonDocument(text);
    if (reading.kind === "broken") throw new Error("the text of this test is broken");
    const { error } = createCallFlowSchema.safeParse(reading.document);
    const problems = placeFieldErrors(text, reading.tree, error ? toFieldErrors(error) : []);
    return problems.map(({ from, to, line }) => `${line}: ${text.slice(from, to)}`);
  }

  it("shows a wrong value with its name", () => {
    expect(placed('{"name": "A",\n "direction": "inbound"}')).toEqual(['2: "direction": "inbound"']);
  });

  it("shows a missing field at the object that lacks it", () => {
    expect(placed('{"direction": "outbound"}')).toEqual(["1: {"]);
    const text = '{"name": "A", "direction": "outbound",\n"webhooks": [\n{"name": "W"}]}';
    expect(placed(text)).toEqual(["3: {"]);
  });

  it("shows an unknown field at its name", () => {
    const text = '{"name": "A", "direction": "outbound",\n"settings": {\n"colour": {"a": 1}}}';
    expect(placed(text)).toEqual(['3: "colour"']);
  });

  it("shows an object of the wrong kind at its name only", () => {
    expect(placed('{"name": "A", "direction": "outbound", "prompt": [1,\n2]}')).toEqual(['1: "prompt"']);
  });

  it("goes from the top of the text to its end", () => {
    const text = '{\n"prompt": 1,\n"name": "A",\n"direction": "up",\n"extra": 1}';
    expect(placed(text)).toEqual(['2: "prompt": 1', '4: "direction": "up"', '5: "extra": 1']);
  });

  it("finds names that need escaping in a pointer", () => {
    expect(placed('{"name": "A", "direction": "outbound",\n"a/b~c": 1}')).toEqual(['2: "a/b~c": 1']);
  });
});
