import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKeepDays } from "@/lib/audit/rules";
import { newestTooOld, removalWords, typedDays } from "./keep-days";

describe("for how long events are kept", () => {
  it("is a whole number of days between a month and ten years", () => {
    expect(typedDays(" 90 ")).toEqual({ days: 90 });
    for (const nonsense of ["", "29", "3651", "90.5", "-90", "9e2", "0x5a", "ninety"]) {
      expect(typedDays(nonsense), nonsense).toHaveProperty("error");
    }
  });

  it("has the same limits in the form and on the server", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 3_600, max: 3_700 })),
        (days) => {
          expect("days" in typedDays(String(days))).toBe(isKeepDays(days));
        },
      ),
    );
  });

  it("is confirmed with the number of events to remove, without those removed before", () => {
    expect(removalWords(500, 400)).toContain("100 events are older");
    expect(removalWords(1, 0)).toContain("1 event is older");
    expect(removalWords(400, 400)).toContain("No event is older");
    expect(removalWords(null, 0)).toContain("No event is older");
  });

  it("requests the newest event to remove from the log itself", () => {
    const address = newestTooOld("/api/audit-events", 30, Date.parse("2026-05-31T00:00:00.000Z"));
    expect(address).toBe("/api/audit-events?to=2026-05-01T00%3A00%3A00.000Z&limit=1");
  });
});
