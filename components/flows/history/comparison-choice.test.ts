import { describe, expect, it } from "vitest";
import { comparisonAddress, comparisonChoice } from "./comparison-choice";

const chosen = (query: string, newest = 7) => comparisonChoice(new URLSearchParams(query), newest);

describe("the states to compare", () => {
  it("are the newest and the one before, unless the address names others", () => {
    expect(chosen("")).toEqual({ from: 6, to: 7 });
    expect(chosen("from=2&to=5")).toEqual({ from: 2, to: 5 });
    expect(chosen("from=2")).toEqual({ from: 2, to: 7 });
  });

  it("are never ones that are not there", () => {
    for (const nonsense of ["0", "8", "-1", "1.5", "x", ""]) {
      expect(chosen(`from=${nonsense}&to=${nonsense}`)).toEqual({ from: 6, to: 7 });
    }
  });
});

describe("the address of a comparison", () => {
  const page = "https://portal.example/acme/call-flows/f1?x=1";

  it("leads to the history and keeps everything else", () => {
    const address = new URL(comparisonAddress(page, { from: 2, to: 5 }));
    expect(Object.fromEntries(address.searchParams)).toEqual({ x: "1", tab: "history", from: "2", to: "5" });
  });

  it("loses the choice when the comparison is closed", () => {
    expect(comparisonAddress(`${page}&from=1&to=2`, null)).toBe(page);
  });
});
