import { expect, it } from "vitest";
import { withNames } from "./known-names";

const NAMES = { a1: "Ava" };

it("an agent is told by its name, and by its id still", () => {
  expect(withNames("/agent", "a1", NAMES)).toBe("Ava (a1)");
  expect(withNames("/settings/knowledgeBases", ["a1", "k2"], NAMES)).toEqual(["Ava (a1)", "k2"]);
});

it("a text that happens to be an id elsewhere stays as it is", () => {
  expect(withNames("/name", "a1", NAMES)).toBe("a1");
  expect(withNames("/agent", "constructor", NAMES)).toBe("constructor");
});
