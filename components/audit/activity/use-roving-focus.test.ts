import { describe, expect, it } from "vitest";
import { rovingPlace } from "./use-roving-focus";

// Three rows of three; · is no place: 0 · 2 / · 4 · / 6 7 ·
const GRID = [0, 2, 4, 6, 7];

describe("arrow keys", () => {
  it("skip the gaps", () => {
    expect(rovingPlace("ArrowRight", 0, GRID, 3)).toBe(2);
    expect(rovingPlace("ArrowDown", 0, GRID, 3)).toBe(6);
    expect(rovingPlace("ArrowUp", 7, GRID, 3)).toBe(4);
    expect(rovingPlace("ArrowLeft", 6, GRID, 3)).toBe(4);
  });

  it("stay inside", () => {
    expect(rovingPlace("ArrowUp", 2, GRID, 3)).toBeNull();
    expect(rovingPlace("ArrowRight", 7, GRID, 3)).toBeNull();
    expect(rovingPlace("ArrowDown", 1, [0, 1, 2], 0)).toBeNull();
  });

  it("Home and End lead to the ends, other keys nowhere", () => {
    expect([rovingPlace("Home", 4, GRID, 3), rovingPlace("End", 4, GRID, 3)]).toEqual([0, 7]);
    expect([rovingPlace("Enter", 4, GRID, 3), rovingPlace("End", 0, [], 3)]).toEqual([null, null]);
  });
});
