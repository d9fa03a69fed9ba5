import { describe, expect, it } from "vitest";
import { NOTHING_SELECTED, selectClicked } from "./bulk-selection";

const order = ["a", "b", "c", "d", "e"];

/** Presses boxes in turn; a leading ^ means Shift. */
function press(...presses: string[]): string {
  let selection = NOTHING_SELECTED;
  for (const one of presses) {
    selection = selectClicked(selection, order, one.replace("^", ""), one.startsWith("^"));
  }
  return [...selection.ids].sort().join("");
}

describe("choosing flows", () => {
  it("switches one box at a press", () => {
    expect(press("b", "d")).toBe("bd");
    expect(press("b", "d", "b")).toBe("d");
  });

  it("with Shift takes all from the last pressed one, in both directions", () => {
    expect(press("b", "^d")).toBe("bcd");
    expect(press("d", "^b")).toBe("bcd");
  });

  it("with Shift takes a range away where the pressed one is chosen", () => {
    expect(press("a", "^e", "d", "^b")).toBe("ae");
  });

  it("with Shift and nothing pressed before takes the one", () => {
    expect(press("^c")).toBe("c");
  });
});
