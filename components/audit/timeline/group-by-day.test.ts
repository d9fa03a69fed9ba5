import { describe, expect, it } from "vitest";
import { dayHeading, groupByDay } from "./group-by-day";

const at = (...times: string[]) => times.map((occurredAt, id) => ({ id, occurredAt }));

describe("a timeline", () => {
  it("puts events of one day of the zone together", () => {
    const events = at("2026-05-20T22:30:00Z", "2026-05-20T21:30:00Z", "2026-05-20T10:00:00Z");
    const days = (zone: string) => groupByDay(events, zone).map(({ day, events }) => [day, events.length]);
    expect(days("UTC")).toEqual([["2026-05-20", 3]]);
    expect(days("Europe/Berlin")).toEqual([
      ["2026-05-21", 1],
      ["2026-05-20", 2],
    ]);
  });

  it("keeps the order, also when a late event is between newer ones", () => {
    const events = at("2026-05-21T10:00:00Z", "2026-05-19T10:00:00Z", "2026-05-21T09:00:00Z");
    const groups = groupByDay(events, "UTC");
    expect(groups.map(({ day }) => day)).toEqual(["2026-05-21", "2026-05-19", "2026-05-21"]);
    expect(groups.flatMap(({ events }) => events.map(({ id }) => id))).toEqual([0, 1, 2]);
  });
});

it("a day is shown with its weekday, and the present day as today", () => {
  expect(dayHeading("2026-05-20", "2026-05-21")).toBe("Wednesday 20 May 2026");
  expect(dayHeading("2026-05-20", "2026-05-20")).toMatch(/^Today, /);
});
