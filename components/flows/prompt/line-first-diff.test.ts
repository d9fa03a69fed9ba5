import { Chunk } from "@codemirror/merge";
import { Text } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { lineFirstDiff } from "./line-first-diff";

/** Makes the second text by applying the changes to the first. */
function apply(before: string, after: string): string {
  let made = "";
  let at = 0;
  for (const { fromA, toA, fromB, toB } of lineFirstDiff(before, after)) {
    made += before.slice(at, fromA) + after.slice(fromB, toB);
    at = toA;
  }
  return made + before.slice(at);
}

const longText = (word: (line: number) => string) =>
  Array.from({ length: 2600 }, (_, line) => `Line ${line}: greet the caller ${word(line)} and never hurry.`);

describe("lineFirstDiff", () => {
  it("equal texts have no changes", () => {
    expect(lineFirstDiff("one\ntwo", "one\ntwo")).toEqual([]);
  });

  it("the changes make the one text out of the other", () => {
    for (const [before, after] of [
      ["", "new"],
      ["old\n", ""],
      ["one\ntwo\nthree", "one\n2\nthree\nfour"],
      ["first\nsame\nlast", "FIRST\nsame\nLAST\n"],
      ["same\n", "before\nsame\n"],
      ["a\nb\nc\n", "c\na\nb\n"],
    ] as const) {
      expect(apply(before, after)).toBe(after);
    }
  });

  it("within a changed line only the changed letters count", () => {
    const [change] = lineFirstDiff("keep\nthe old line\nkeep", "keep\nthe new line\nkeep");
    expect(change).toMatchObject({ fromA: 9, toA: 12, fromB: 9, toB: 12 });
  });

  it("a few words changed in a long text are a few small changes", () => {
    const before = longText(() => "warmly");
    const after = longText((line) => (line % 500 === 0 ? "coolly" : "warmly"));
    const chunks = Chunk.build(Text.of(before), Text.of(after), { override: lineFirstDiff });
    expect(chunks).toHaveLength(6);
  });
});
