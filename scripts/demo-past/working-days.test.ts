import { expect, it } from "vitest";
import { momentOf, WORKING_DAYS, workingDays } from "./working-days";

const day = (date: Date | undefined) => date?.toDateString();
const lastOf = (now: Date) => day(workingDays(now).at(-1));

it.each([
  ["today, once its morning is over", new Date(2026, 10, 25, 15, 30), new Date(2026, 10, 25)],
  ["yesterday, in the morning", new Date(2026, 10, 25, 9, 0), new Date(2026, 10, 24)],
  ["Friday, on a Monday morning", new Date(2026, 10, 30, 9, 0), new Date(2026, 10, 27)],
  ["Friday, on a Saturday evening", new Date(2026, 10, 28, 20, 0), new Date(2026, 10, 27)],
  ["Friday, on a Sunday", new Date(2026, 10, 29, 20, 0), new Date(2026, 10, 27)],
  ["a day of the year before, in its first hours", new Date(2027, 0, 1, 1, 0), new Date(2026, 11, 31)],
])("the past's last day is %s", (_, now, last) => {
  expect(lastOf(now)).toBe(day(last));
});

it.each([new Date(2026, 10, 25, 15, 30), new Date(2026, 3, 6, 3, 0), new Date(2026, 10, 3, 3, 0)])(
  "the past of %s has five weeks of working days, in order",
  (now) => {
    const days = workingDays(now);
    expect(days).toHaveLength(WORKING_DAYS);
    expect(days).toEqual(days.toSorted((one, other) => one.getTime() - other.getTime()));
    expect(new Set(days.map(day)).size).toBe(WORKING_DAYS);
    for (const one of days) expect([0, 6]).not.toContain(one.getDay());
  },
);

it("an hour is the same on both sides of a change of summer time", () => {
  for (const one of workingDays(new Date(2026, 10, 13, 20, 0))) {
    const moment = momentOf(one, "09:41");
    expect([moment.getHours(), moment.getMinutes(), day(moment)]).toEqual([9, 41, day(one)]);
  }
});
