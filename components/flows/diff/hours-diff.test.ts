import { describe, expect, it } from "vitest";
import { changeRows, hoursText, openStretches } from "./hours-diff";

const at = (key: string, before: unknown, after: unknown) => ({
  path: `/settings/responseSettings/workingHours/${key}`,
  before,
  after,
});

it("all changes of the working hours are one row, and everything else stays in its place", () => {
  const name = { path: "/name", before: "a", after: "b" };
  const delay = { path: "/settings/responseSettings/delay", before: 0, after: 2 };
  expect(changeRows([name, at("start", "09:00", "08:00"), delay, at("end", "17:00", "18:00")])).toEqual([
    { kind: "field", change: name },
    { kind: "hours", before: { start: "09:00", end: "17:00" }, after: { start: "08:00", end: "18:00" } },
    { kind: "field", change: delay },
  ]);
});

describe("working hours in words", () => {
  it("say from when to when, and for how long", () => {
    expect(hoursText({ start: "09:00", end: "17:30" })).toBe("09:00 to 17:30 (8 h 30 min)");
  });

  it("that end before they begin go on into the next day", () => {
    expect(hoursText({ start: "22:00", end: "06:00" })).toBe("22:00 to 06:00 the next day (8 h)");
  });

  it("claim nothing about an end that did not change", () => {
    expect(hoursText({ start: "09:00" })).toBe("from 09:00");
    expect(hoursText({ end: "17:00" })).toBe("until 17:00");
    expect(hoursText({ start: null, end: null })).toBe("Not set");
  });
});

it("a night shift covers both ends of the day", () => {
  expect(openStretches({ start: "22:00", end: "06:00" })).toEqual([
    { from: 0, to: 360 },
    { from: 1320, to: 1440 },
  ]);
  expect(openStretches({ start: "22:00", end: "00:00" })).toEqual([{ from: 1320, to: 1440 }]);
  expect(openStretches({ start: "9", end: "17:00" })).toBeNull();
});
