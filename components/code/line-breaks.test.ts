import { describe, expect, it } from "vitest";
import { lineBreakOf, withLineFeeds } from "./line-breaks";

describe("line breaks", () => {
  it("a text with Windows breaks is written back with them", () => {
    expect(lineBreakOf("one\r\ntwo")).toBe("\r\n");
    expect(lineBreakOf("one\ntwo")).toBe("\n");
    expect(lineBreakOf("one line")).toBe("\n");
  });

  it("every kind of break is one line feed to the editor", () => {
    expect(withLineFeeds("a\r\nb\rc\nd")).toBe("a\nb\nc\nd");
  });
});
