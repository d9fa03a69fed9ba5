import { describe, expect, it } from "vitest";
import { COLOURS, colourOf, freeColour, initialsOf } from "./colours";

describe("the colour of a new workspace", () => {
  it("is one that no other has, as long as there are any", () => {
    const taken: number[] = [];
    for (let count = 0; count < COLOURS; count++) taken.push(freeColour(taken));
    expect(new Set(taken.map(colourOf)).size).toBe(COLOURS);
  });

  it("of a removed one is given again, and one that fewest have after that", () => {
    expect(freeColour([0, 2])).toBe(1);
    const all = Array.from({ length: COLOURS }, (_, colour) => colour);
    expect(freeColour([...all, 0, 1])).toBe(2);
  });
});

it.each([
  ["Harbour Dental", "HD"],
  ["Northwind", "NO"],
  ["Metro & Towing Co.", "MT"],
  ["E\u0301cole du Pont", "E\u0301D"],
  ["नमस्ते", "नम"],
  ["  7 Seas", "7S"],
  ["–", "?"],
])("the letters of %j are %j", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});
