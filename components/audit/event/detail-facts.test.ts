import { expect, it } from "vitest";
import { detailFacts } from "./detail-facts";

it("details are shown in words, unknown ones under their own name", () => {
  const detail = {
    revision: 4,
    code: "stale",
    recovered: true,
    lastAt: "2026-11-22T10:14:59Z",
    moonPhase: "full",
  };
  expect(detailFacts({ action: "call_flow.update", detail, outcome: "failed" })).toEqual([
    { label: "Made version", text: "#4" },
    { label: "Why it failed", text: "the flow had been changed meanwhile (stale)" },
    { label: "Found out afterwards", text: "Yes" },
    { label: "Last time", text: "2026-11-22T10:14:59Z", isMoment: true },
    { label: "Moon phase", text: "full" },
  ]);
});

it("an export's filters are not taken for what the event itself is about", () => {
  const detail = { format: "csv", action: "binding.add", from: "2026-11-01T00:00:00.000Z", after: 17 };
  expect(detailFacts({ action: "audit.export", detail, outcome: "succeeded" })).toEqual([
    { label: "Format", text: "csv" },
    { label: "Only the action", text: "binding.add" },
    { label: "Only since", text: "2026-11-01T00:00:00.000Z", isMoment: true },
    { label: "Went on after", text: "#17" },
  ]);
});

it("a removal shows its range by the events' numbers", () => {
  const detail = { from: 1, through: 500, events: 500 };
  expect(detailFacts({ action: "audit.retire", detail, outcome: "succeeded" })).toEqual([
    { label: "First event removed", text: "#1" },
    { label: "Last event removed", text: "#500" },
    { label: "Events", text: "500" },
  ]);
});
