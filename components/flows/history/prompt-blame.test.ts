import { expect, it } from "vitest";
import { blameBlocks } from "./prompt-blame";

const lines = (...numbers: number[]) => numbers.map((n, place) => ({ n, text: `line ${place + 1}` }));

it("neighbouring lines of one revision make a block, at its place in the text", () => {
  expect(blameBlocks(lines(1, 1, 3, 1), 10)).toEqual([
    { n: 1, firstLine: 1, lines: ["line 1", "line 2"], continued: false },
    { n: 3, firstLine: 3, lines: ["line 3"], continued: false },
    { n: 1, firstLine: 4, lines: ["line 4"], continued: false },
  ]);
});

it("a long stretch is cut, and says that it goes on", () => {
  const blocks = blameBlocks(lines(2, 2, 2, 2, 2, 4), 2);
  expect(blocks.map((block) => [block.n, block.lines.length, block.continued])).toEqual([
    [2, 2, false],
    [2, 2, true],
    [2, 1, true],
    [4, 1, false],
  ]);
});
