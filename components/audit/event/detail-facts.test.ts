import { expect, it } from "vitest";
import { detailFacts } from "./detail-facts";

it("details are told in words, unknown ones under their own name", () => {
  const detail = {
    revision: 4,
    code: "stale",
    recovered: true,
    lastAt: "2026-11-22T10:14:59Z",
    firstBad: null,
    moonPhase: "full",
  };
  expect(detailFacts({ detail, outcome: "failed" })).toEqual([
    { label: "State made by it", text: "#4" },
    { label: "Why it failed", text: "the flow had been changed meanwhile (stale)" },
    { label: "Found out afterwards", text: "Yes" },
    { label: "Last time", text: "22 Nov 2026, 10:14:59 UTC" },
    { label: "First bad event", text: "None" },
    { label: "Moon phase", text: "full" },
  ]);
});
