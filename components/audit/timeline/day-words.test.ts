import { expect, it } from "vitest";
import { daySpan, hourSpan, longDay } from "./day-words";

it("a day is shown with its weekday", () => {
  expect(longDay("2026-05-20")).toBe("Wednesday 20 May 2026");
});

it("a span writes the common part of its ends once", () => {
  expect(daySpan("2026-11-09", "2026-11-15")).toBe("9 – 15 November 2026");
  expect(daySpan("2026-09-28", "2026-11-04")).toBe("28 September – 4 November 2026");
  expect(daySpan("2025-12-29", "2026-01-04")).toBe("29 December 2025 – 4 January 2026");
  expect(daySpan("2026-11-09", "2026-11-09")).toBe("9 November 2026");
});

it("an hour is shown by the zone's clock", () => {
  expect(hourSpan("Europe/Berlin", Date.parse("2026-05-20T22:00:00Z"))).toBe("21 May, 00:00 – 01:00");
});
