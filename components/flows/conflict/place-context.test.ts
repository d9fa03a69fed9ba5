import { expect, it } from "vitest";
import { mergeProse } from "./merge-prose";
import { placeContext } from "./place-context";

const contextIn = (base: string, theirs: string, yours: string) => {
  const hunks = mergeProse(base, theirs, yours);
  return placeContext(
    hunks,
    hunks.findIndex(({ kind }) => kind === "conflict"),
  );
};

it("a place is described by its line in the text typed here, and by the lines around it", () => {
  expect(contextIn("One\nTwo\nThree\nFour", "One\nTwo\nA\nFour", "New\nOne\nTwo\nB\nFour")).toEqual({
    line: 4,
    before: "Two",
    after: "Four",
  });
});

it("in a text of one line the words around it are enough", () => {
  expect(contextIn("Greet. Ask. Bye.", "Greet. A. Bye.", "Greet. B. Bye.")).toEqual({
    line: null,
    before: "Greet.",
    after: "Bye.",
  });
});

it("long lines around a place are cut between words", () => {
  const long = "wording ".repeat(30).trim();
  const { before, after } = contextIn(`${long}\nx\n${long}`, `${long}\ny\n${long}`, `${long}\nz\n${long}`);
  expect(before).toMatch(/^… (wording ?)+$/);
  expect(after).toMatch(/^(wording )+…$/);
});
