import { fireEvent, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { edited } from "@/tests/support/edited";
import type { WorkingHoursValue } from "./input-working-hours";
import { WorkingHoursInput } from "./working-hours-input";

const HOURS: WorkingHoursValue = {
  enabled: true,
  start: "09:00",
  end: "17:00",
  timezone: "UTC",
  outOfHoursMessage: "We are closed.",
};
const NOTHING = { enabled: false, start: "", end: "", timezone: "", outOfHoursMessage: "" };

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 4, 20, 10), toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const show = (first: WorkingHoursValue) =>
  edited(first, (control) => <WorkingHoursInput {...control} id="hours" label="Working hours" />);
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);

test("hours show every part as it is stored, also a time that is none", () => {
  const text = fc.constantFrom("", "09:00", "9 o'clock", "24:00", "25:99", "morning");
  const parts = fc.record({
    enabled: fc.boolean(),
    start: text,
    end: text,
    timezone: fc.constantFrom("", "UTC", "Mars/Olympus"),
    outOfHoursMessage: text,
  });
  fc.assert(
    fc.property(parts, (hours) => {
      const form = show(hours);
      expect([field("Start").value, field("End").value]).toEqual([hours.start, hours.end]);
      expect(screen.getByRole("switch").getAttribute("aria-checked")).toBe(String(hours.enabled));
      expect(screen.getByRole("combobox").textContent).toContain(hours.timezone || "Not set");
      expect(screen.getByLabelText<HTMLTextAreaElement>(/^Out-of-hours/).value).toBe(hours.outOfHoursMessage);
      expect(form.value()).toBe(hours);
      form.unmount();
    }),
    { numRuns: 12 },
  );
});

test("a part that is changed leaves the others as they are", async () => {
  const form = show(NOTHING);
  await userEvent.click(screen.getByRole("switch", { name: "Use working hours" }));
  expect(form.value()).toEqual({ ...NOTHING, enabled: true });
  fireEvent.change(field("Start"), { target: { value: "08:30" } });
  expect(form.value()).toEqual({ ...NOTHING, enabled: true, start: "08:30" });
});

test("a time that is none stays a text field while it is put right", async () => {
  const form = show({ ...HOURS, start: "9 o'clock" });
  await userEvent.clear(field("Start"));
  await userEvent.type(field("Start"), "09:00");
  expect(field("Start").type).toBe("text");
  expect(form.value()).toEqual(HOURS);
});

test("what the hours mean now is said, by the clock of their zone", () => {
  show({ ...HOURS, timezone: "Asia/Tokyo" });
  screen.getByText("Answers from 09:00 to 17:00, Asia/Tokyo; now it is 19:00 there: closed.");
});
