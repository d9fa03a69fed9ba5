import { describe, expect, it } from "vitest";
import { smallestChange } from "./use-editor-view";

function apply(before: string, after: string): string {
  const change = smallestChange(before, after);
  if (!change) return before;
  return before.slice(0, change.from) + change.insert + before.slice(change.to);
}

describe("smallestChange", () => {
  it("is nothing between equal texts", () => {
    expect(smallestChange("same", "same")).toBeNull();
  });

  it("leaves the shared start and end alone", () => {
    expect(smallestChange("Say hello to them.", "Say goodbye to them.")).toEqual({
      from: 4,
      to: 9,
      insert: "goodbye",
    });
  });

  it("does not count a character for the start and the end at once", () => {
    expect(smallestChange("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" });
    expect(smallestChange("aaa", "aa")).toEqual({ from: 2, to: 3, insert: "" });
  });

  it("makes the one text out of the other", () => {
    for (const [before, after] of [
      ["", "new"],
      ["old", ""],
      ["abcabc", "abc"],
      ["one\ntwo\n", "one\n\ntwo\n"],
      ["completely", "different"],
    ] as const) {
      expect(apply(before, after)).toBe(after);
    }
  });
});
