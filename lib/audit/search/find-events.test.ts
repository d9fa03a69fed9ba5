import { expect, it } from "vitest";
import { withinBytes } from "./find-events";

const sizes = (...all: number[]) => all.map((bytes) => ({ bytes }));

it("as many of the first events are read at once as fit together, and one at least", () => {
  expect(withinBytes(sizes(4, 4, 4), 8)).toHaveLength(2);
  expect(withinBytes(sizes(9, 1), 8)).toHaveLength(1);
  expect(withinBytes(sizes(1, 9, 1), 8)).toHaveLength(1);
  expect(withinBytes(sizes(4, 4), 8)).toHaveLength(2);
  expect(withinBytes([], 8)).toEqual([]);
});
