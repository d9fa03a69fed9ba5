import { describe, expect, it } from "vitest";
import { filterChips } from "./filter-chips";

const NOW = Date.parse("2026-11-22T20:00:00Z");
const MAYA = "01900000-0000-7000-8000-00000000000a";
const NAMES = {
  people: [{ value: MAYA, label: "Maya Lindqvist" }],
  flows: [{ value: "665f00000000000000000001", label: "Front desk" }],
};
const texts = (params: Record<string, string>) =>
  filterChips(params, NAMES, NOW).map(({ label, text }) => `${label}: ${text}`);

describe("filters in words", () => {
  it("call people, flows, actions and fields by their names", () => {
    expect(
      texts({
        actor: MAYA,
        target: "665f00000000000000000001",
        action: "call_flow.update",
        field: "/prompt",
        outcome: "denied",
      }),
    ).toEqual([
      "Person: Maya Lindqvist",
      "Action: Call flow changed",
      "Outcome: Not allowed",
      "Target: Front desk",
      "Field: Prompt",
    ]);
  });

  it("show values without a name as they are", () => {
    expect(texts({ target: "gone", action: "new.thing" })).toEqual(["Action: new.thing", "Target: gone"]);
  });

  it("name the days of a moving period, and leave its zone to the page", () => {
    expect(texts({ period: "last-week", zone: "Europe/Berlin" })).toEqual([
      "Period: Last week, 9 – 15 November 2026",
    ]);
  });

  it("put two days together, and take both away at once", () => {
    const chips = filterChips({ from: "2026-05-01", to: "2026-05-03" }, NAMES, NOW);
    expect(chips).toEqual([{ label: "Period", text: "1 – 3 May 2026", clears: ["from", "to"] }]);
  });

  it("keep a time apart from a day", () => {
    expect(texts({ from: "2026-05-01T09:30", to: "2026-05-03", zone: "Asia/Kolkata" })).toEqual([
      "From: 1 May 2026, 09:30",
      "To: 3 May 2026",
    ]);
  });

  it("leave out values that the query ignores", () => {
    expect(texts({ from: "soon", outcome: "fine", cursor: "3", zone: "UTC" })).toEqual([]);
  });
});
