import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { description } from "@/tests/support/described";
import { CustomPeriod } from "./custom-period";

const onApply = vi.fn();
beforeEach(() => onApply.mockReset());

const show = (from: string, to: string) =>
  render(<CustomPeriod from={from} to={to} zone="Europe/Berlin" onApply={onApply} />);
const apply = () => screen.getByRole<HTMLButtonElement>("button", { name: "Apply" });
const time = (label: string) =>
  screen.getByLabelText<HTMLInputElement>(`${label}: time, if not the whole day`);

test("a period that is applied as it was found stays as it was", () => {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${two(number)}`);
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `T${two(hour)}:${two(minute)}`);
  const moment = fc.tuple(day, fc.oneof(fc.constant(""), clock)).map(([date, at]) => `${date}${at}`);
  fc.assert(
    fc.property(fc.tuple(moment, moment), (moments) => {
      const [from = "", to = ""] = moments.toSorted();
      onApply.mockReset();
      const { unmount } = show(from, to);
      apply().click();
      unmount();
      expect(onApply).toHaveBeenCalledExactlyOnceWith({ from, to, zone: "Europe/Berlin" });
    }),
    { numRuns: 15 },
  );
});

test("an end before the beginning is said at its field, and not searched for", async () => {
  show("2026-05-20", "2026-05-19");
  await userEvent.click(apply());
  expect(onApply).not.toHaveBeenCalled();
  expect(description(screen.getByLabelText("To"))).toContain("before the beginning");
});

test("one end is enough, and a time needs its day", async () => {
  show("2026-05-20T10:30", "");
  expect(time("To").disabled).toBe(true);
  await userEvent.clear(screen.getByLabelText("From"));
  expect(time("From").disabled).toBe(true);
  expect(apply().disabled).toBe(true);
});

test("what an address names in vain is not set", () => {
  show("yesterday", "2026-05-19");
  apply().click();
  expect(onApply).toHaveBeenCalledExactlyOnceWith({ to: "2026-05-19", zone: "Europe/Berlin" });
});
