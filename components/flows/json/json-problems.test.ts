import { describe, expect, it } from "vitest";
import { checkJsonText } from "./json-problems";

const nothingWrong = () => [];

describe("checking a JSON text", () => {
  it("returns the document when nothing is wrong", () => {
    expect(checkJsonText('{"a": 1}', nothingWrong)).toEqual({ document: { a: 1 }, problems: [] });
  });

  it("does not check a document that can't be read", () => {
    const check = () => [{ path: "", message: "never checked" }];
    const { document, problems } = checkJsonText('{"a"', check);
    expect(document).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual(["The text ends where a colon is expected."]);
  });

  it("places what is wrong with the document", () => {
    const check = () => [
      { path: "/b", message: "two" },
      { path: "/a", message: "one" },
    ];
    const { problems } = checkJsonText('{\n"a": 1,\n"b": 2}', check);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual(["2 one", "3 two"]);
  });
});
