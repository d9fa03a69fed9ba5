import { describe, expect, it } from "vitest";
import { isTimeOfDay, workingHoursInWords } from "./input-working-hours";

const AT_13_10_UTC = Date.UTC(2026, 0, 15, 13, 10);

function said(
  hours: { start?: string; end?: string; timezone?: string; enabled?: boolean },
  at = AT_13_10_UTC,
) {
  return workingHoursInWords(
    {
      enabled: true,
      start: "09:00",
      end: "17:00",
      timezone: "Europe/Berlin",
      outOfHoursMessage: "",
      ...hours,
    },
    at,
  );
}

describe("working hours in words", () => {
  it("the time there decides, not the time here", () => {
    expect(said({})).toBe("Answers from 09:00 to 17:00, Europe/Berlin; now it is 14:10 there: open.");
    expect(said({ timezone: "America/Los_Angeles" })).toContain("05:10 there: closed");
  });

  it("the start belongs to the hours, the end does not", () => {
    expect(said({ timezone: "UTC", start: "13:10" })).toContain("open");
    expect(said({ timezone: "UTC", end: "13:10" })).toContain("closed");
  });

  it("an end before the start is allowed and said to be a guess", () => {
    const night = { start: "22:00", end: "06:00", timezone: "UTC" };
    expect(said(night)).toMatch(/over midnight\?.*closed if it runs over midnight/);
    expect(said(night, Date.UTC(2026, 0, 15, 23))).toContain("23:00 there: open if");
    expect(said(night, Date.UTC(2026, 0, 15, 5, 59))).toContain("05:59 there: open if");
  });

  it("switched off, the times do not count", () => {
    expect(said({ enabled: false, start: "" })).toMatch(/^Working hours are off/);
  });

  it("missing or unknown parts are named instead of guessed", () => {
    expect(said({ end: "" })).toContain("not both set");
    expect(said({ start: "17:00" })).toContain("all day or never");
    expect(said({ timezone: "" })).toContain("No time zone is set");
    expect(said({ timezone: "Mars/Olympus" })).toContain("not a known time zone");
    expect(said({ start: "9 o'clock" })).toContain("must be times");
  });

  it("only HH:MM is a time of day", () => {
    expect(["00:00", "23:59"].every(isTimeOfDay)).toBe(true);
    expect(["24:00", "9:00", "09:00:00", ""].some(isTimeOfDay)).toBe(false);
  });
});
