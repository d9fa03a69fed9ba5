import { expect, it } from "vitest";
import type { PlannedField } from "../words/transfer-shapes";
import { conflictsOf, isWoven, withPlaces } from "./conflict-places";

const BASE = "You are Ava.\n\nAsk for the name.\n\nWe are open until six.\n";
const field = (theirs: unknown, yours: unknown, base: unknown = BASE): PlannedField => ({
  ...{ path: "/prompt", act: "conflict", base, theirs, yours, value: theirs },
});

it("a text is decided when all its places are, and is merged then", () => {
  const theirs = BASE.replace("Ava", "Iris").replace("six", "seven");
  const yours = BASE.replace("Ava", "Nell").replace("six", "eight");
  const overlaps = conflictsOf([field(theirs, yours)], {});
  const hunks = overlaps[0]?.prose ?? [];
  const [first, second] = hunks.flatMap(({ kind }, at) => (kind === "conflict" ? [`/prompt ${at}`] : []));
  const half = withPlaces(overlaps, {}, { [first ?? ""]: "theirs" });
  expect(half.fields).toEqual({});
  const whole = withPlaces(overlaps, half, { [second ?? ""]: "yours" });
  expect(whole.fields).toEqual({
    "/prompt": { value: BASE.replace("Ava", "Iris").replace("six", "eight") },
  });
});

it("a text that both changed in different places waits for a word, and may have both edits", () => {
  const theirs = BASE.replace("Ava", "Iris");
  const yours = BASE.replace("six", "eight");
  const overlaps = conflictsOf([field(theirs, yours)], {});
  expect(overlaps.map(isWoven)).toEqual([true]);
  const both = withPlaces(overlaps, {}, { "/prompt": "both" });
  expect(both.fields).toEqual({ "/prompt": { value: BASE.replace("Ava", "Iris").replace("six", "eight") } });
  expect(withPlaces(overlaps, both, { "/prompt": "theirs" }).fields).toEqual({ "/prompt": "target" });
});

it("any other field is one of the two", () => {
  const overlaps = conflictsOf([field(600, 900, 300)], {});
  expect(withPlaces(overlaps, {}, { "/prompt": "yours" }).fields).toEqual({ "/prompt": "source" });
});

it("a field that is decided stays in view with its decision, and one that was never in conflict does not come", () => {
  const decided = { ...field("Theirs", "Ours", "Old"), act: "keep" as const };
  expect(conflictsOf([decided], { places: { "/prompt": "theirs" } })).toHaveLength(1);
  expect(conflictsOf([decided], { fields: { "/prompt": "target" } })).toEqual([]);
});
