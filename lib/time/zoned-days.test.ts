import { describe, expect, it } from "vitest";
import { dayAt, dayPlus, endOfDay, isDay, isDayTime, momentOf, startOfDay, weekdayOf } from "./zoned-days";

const iso = (at: number) => new Date(at).toISOString();
const hours = (zone: string, day: string) => (endOfDay(zone, day) + 1 - startOfDay(zone, day)) / 3_600_000;

describe("a day in a zone", () => {
  it("begins at that zone's midnight", () => {
    expect(iso(startOfDay("Europe/Berlin", "2026-05-20"))).toBe("2026-05-19T22:00:00.000Z");
    expect(iso(startOfDay("Asia/Kolkata", "2026-05-20"))).toBe("2026-05-19T18:30:00.000Z");
    expect(iso(endOfDay("UTC", "2026-05-20"))).toBe("2026-05-20T23:59:59.999Z");
  });

  it("is shorter or longer when the clocks change", () => {
    expect(hours("Europe/Berlin", "2026-03-29")).toBe(23);
    expect(hours("Europe/Berlin", "2026-10-25")).toBe(25);
    expect(hours("America/New_York", "2026-03-08")).toBe(23);
    expect(hours("Australia/Lord_Howe", "2026-04-05")).toBe(24.5);
  });

  it("begins after midnight where clocks skip it", () => {
    // Cuba moves its clocks at midnight, from 00:00 to 01:00.
    expect(iso(startOfDay("America/Havana", "2026-03-08"))).toBe("2026-03-08T05:00:00.000Z");
    expect(hours("America/Havana", "2026-03-08")).toBe(23);
    expect(hours("America/Havana", "2026-03-07")).toBe(24);
  });

  it("contains every moment between its ends, and none beyond", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Kiritimati"]) {
      for (const day of ["2026-03-08", "2026-03-29", "2026-10-25", "2026-12-31"]) {
        expect(dayAt(zone, startOfDay(zone, day))).toBe(day);
        expect(dayAt(zone, endOfDay(zone, day))).toBe(day);
        expect(dayAt(zone, startOfDay(zone, day) - 1)).toBe(dayPlus(day, -1));
      }
    }
  });
});

describe("a time of a day", () => {
  it("that comes twice is its first one", () => {
    expect(iso(momentOf("Europe/Berlin", "2026-10-25T02:30"))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("that clocks skip is the moment after the gap", () => {
    expect(iso(momentOf("Europe/Berlin", "2026-03-29T02:30"))).toBe("2026-03-29T01:00:00.000Z");
  });
});

it("only real days and times count", () => {
  expect(["2026-02-28", "2024-02-29"].every(isDay)).toBe(true);
  expect(["2026-02-29", "2026-13-01", "2026-1-1", "", "today"].some(isDay)).toBe(false);
  expect(isDayTime("2026-02-28T23:59")).toBe(true);
  expect(["2026-02-28T24:00", "2026-02-30T10:00", "2026-02-28T10:00Z"].some(isDayTime)).toBe(false);
});

it("weeks begin on Monday", () => {
  expect([weekdayOf("2026-11-16"), weekdayOf("2026-11-22")]).toEqual([0, 6]);
});
