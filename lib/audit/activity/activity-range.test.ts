import { describe, expect, it } from "vitest";
import { activityRange } from "./activity-range";

const at = (text: string) => Date.parse(text);
const NOW = at("2026-11-22T10:00:00Z");

describe("the days of a chart", () => {
  it("are the last thirty when no period is requested", () => {
    const { days, shortened } = activityRange({}, "UTC", NOW);
    expect([days.length, days[0]?.day, days.at(-1)?.day, shortened]).toEqual([
      30,
      "2026-10-24",
      "2026-11-22",
      false,
    ]);
  });

  it("are the zone's own, each beginning at its midnight, also when the clocks change", () => {
    const requested = { from: at("2026-10-23T22:00:00Z"), to: at("2026-10-26T22:59:59.999Z") };
    const { days } = activityRange(requested, "Europe/Berlin", NOW);
    expect(days.map(({ day, start }) => [day, new Date(start).toISOString()])).toEqual([
      ["2026-10-24", "2026-10-23T22:00:00.000Z"],
      ["2026-10-25", "2026-10-24T22:00:00.000Z"],
      ["2026-10-26", "2026-10-25T23:00:00.000Z"],
    ]);
  });

  it("end today, however far a period reaches", () => {
    const { days, to } = activityRange(
      { from: at("2026-11-20T00:00:00Z"), to: at("2027-05-01T00:00:00Z") },
      "UTC",
      NOW,
    );
    expect(days.at(-1)?.day).toBe("2026-11-22");
    expect(new Date(to).toISOString()).toBe("2026-11-22T23:59:59.999Z");
  });

  it("of a longer period are its last ones, and nothing before them is counted", () => {
    const range = activityRange({ from: at("2026-01-01T00:00:00Z") }, "UTC", NOW);
    expect(range.shortened).toBe(true);
    expect(range.from).toBe(range.days[0]?.start);
    expect(range.days.at(-1)?.day).toBe("2026-11-22");
  });

  it("begin within the first day when the period does", () => {
    const range = activityRange({ from: at("2026-11-22T08:30:00Z") }, "UTC", NOW);
    expect(range.days).toHaveLength(1);
    expect(new Date(range.from).toISOString()).toBe("2026-11-22T08:30:00.000Z");
  });

  it("of a period that has not come yet are today alone", () => {
    const range = activityRange({ from: at("2026-12-24T00:00:00Z") }, "UTC", NOW);
    expect(range.days.map(({ day }) => day)).toEqual(["2026-11-22"]);
  });
});
