import { describe, expect, it } from "vitest";
import { findTimeZones, isTimeZone, offsetIn, timeIn, timeZoneNames } from "./time-zones";

const WINTER = Date.UTC(2026, 0, 15, 13, 10);
const SUMMER = Date.UTC(2026, 6, 15, 13, 10);

describe("a time zone's clock", () => {
  it("follows summer time", () => {
    expect([timeIn("Europe/Berlin", WINTER), offsetIn("Europe/Berlin", WINTER)]).toEqual([
      "14:10",
      "UTC+01:00",
    ]);
    expect([timeIn("Europe/Berlin", SUMMER), offsetIn("Europe/Berlin", SUMMER)]).toEqual([
      "15:10",
      "UTC+02:00",
    ]);
  });

  it("midnight is 00:00, never 24:00", () => {
    expect(timeIn("UTC", Date.UTC(2026, 0, 1))).toBe("00:00");
  });

  it("UTC and half hours have an offset like any other", () => {
    expect(offsetIn("UTC", WINTER)).toBe("UTC+00:00");
    expect(offsetIn("Asia/Kolkata", WINTER)).toBe("UTC+05:30");
  });

  it("a name that is no time zone's has none", () => {
    for (const name of ["Mars/Olympus", "", "+02:00"]) {
      expect([isTimeZone(name), timeIn(name, WINTER), offsetIn(name, WINTER)]).toEqual([false, null, null]);
    }
  });
});

describe("finding a time zone", () => {
  it("an old or new name is known, also when the list lacks it", () => {
    expect(["Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "Europe/Kiev"].every(isTimeZone)).toBe(true);
  });

  it("every name can be chosen exactly once, UTC first", () => {
    const names = timeZoneNames();
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe("UTC");
  });

  it("a place that engines list under an earlier name is found by its present one", () => {
    expect(findTimeZones("kolkata", timeZoneNames(), WINTER)).toEqual(["Asia/Kolkata"]);
  });

  it("words find a name in any spelling of its separators", () => {
    for (const query of ["new york", "America/New_York", "york america"]) {
      expect(findTimeZones(query, timeZoneNames(), WINTER)).toContain("America/New_York");
    }
    expect(findTimeZones("new york berlin", timeZoneNames(), WINTER)).toEqual([]);
  });

  it("an offset finds the places that have it now", () => {
    const zones = ["Europe/Berlin", "Europe/London"];
    expect(findTimeZones("+01:00", zones, WINTER)).toEqual(["Europe/Berlin"]);
    expect(findTimeZones("utc+01", zones, SUMMER)).toEqual(["Europe/London"]);
  });
});
