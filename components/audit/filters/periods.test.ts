import { describe, expect, it } from "vitest";
import { daysOfPeriod, momentsOfPeriod } from "./periods";

const SUNDAY_EVENING = Date.parse("2026-11-22T20:00:00Z");

describe("a period", () => {
  it("last week is the whole week before this one, Monday to Sunday", () => {
    expect(daysOfPeriod("last-week", "UTC", SUNDAY_EVENING)).toEqual({
      first: "2026-11-09",
      last: "2026-11-15",
    });
    const monday = Date.parse("2026-11-23T00:00:00Z");
    expect(daysOfPeriod("last-week", "UTC", monday)).toEqual({ first: "2026-11-16", last: "2026-11-22" });
  });

  it("is counted from the day that it is in the zone", () => {
    // On Sunday evening in London it is Monday morning in Auckland already.
    expect(daysOfPeriod("today", "Pacific/Auckland", SUNDAY_EVENING).first).toBe("2026-11-23");
    expect(daysOfPeriod("last-week", "Pacific/Auckland", SUNDAY_EVENING).first).toBe("2026-11-16");
  });

  it("counts today as one of its days", () => {
    expect(daysOfPeriod("last-7-days", "UTC", SUNDAY_EVENING)).toEqual({
      first: "2026-11-16",
      last: "2026-11-22",
    });
    expect(daysOfPeriod("last-30-days", "UTC", SUNDAY_EVENING).first).toBe("2026-10-24");
  });

  it("spans the zone's days in whole, also when the clocks change", () => {
    const now = Date.parse("2026-10-26T12:00:00Z");
    const { from, to } = momentsOfPeriod("yesterday", "Europe/Berlin", now);
    expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
      "2026-10-24T22:00:00.000Z",
      "2026-10-25T22:59:59.999Z",
    ]);
  });
});
