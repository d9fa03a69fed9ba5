import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayTimeAt } from "@/lib/time/zoned-days";
import { afterQuiet, mailTime } from "./timing";

const at = (text: string) => Date.parse(text);
const iso = (moment: number) => new Date(moment).toISOString();
const night = { from: 22 * 60, until: 7 * 60 };

describe("quiet hours", () => {
  it("over midnight end on the morning after, by the clock of the zone", () => {
    const end = (zone: string, moment: string) => iso(afterQuiet({ quiet: night }, zone, at(moment)));
    expect(end("UTC", "2026-12-01T23:30:00Z")).toBe("2026-12-02T07:00:00.000Z");
    expect(end("UTC", "2026-12-02T03:00:00Z")).toBe("2026-12-02T07:00:00.000Z");
    expect(end("Europe/Berlin", "2026-12-01T21:30:00Z")).toBe("2026-12-02T06:00:00.000Z");
    expect(end("UTC", "2026-12-01T12:00:00Z")).toBe("2026-12-01T12:00:00.000Z");
    expect(end("UTC", "2026-12-02T07:00:00Z")).toBe("2026-12-02T07:00:00.000Z");
  });

  it("never let anything out while they last, and hold nothing up for longer than a day", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu");
    const moments = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2026-12-31T00:00:00Z") });
    fc.assert(
      fc.property(minute, minute, zone, moments, (from, until, where, moment) => {
        fc.pre(from !== until);
        const out = afterQuiet({ quiet: { from, until } }, where, moment);
        expect(out).toBeGreaterThanOrEqual(moment);
        // A night in which clocks are put back has an hour more.
        expect(out - moment).toBeLessThanOrEqual(25 * 3_600_000);
        const [, hours = 0, minutes = 0] = /T(\d\d):(\d\d)/.exec(dayTimeAt(where, out))?.map(Number) ?? [];
        const shown = hours * 60 + minutes;
        const isQuiet = from < until ? shown >= from && shown < until : shown >= from || shown < until;
        expect(isQuiet).toBe(false);
      }),
    );
  });
});

describe("a digest", () => {
  it("of an hour leaves at the full hour, and of a day at eight in the morning of the zone", () => {
    const leaves = (digest: "hourly" | "daily", zone: string, moment: string) =>
      iso(mailTime({ digest, quiet: null }, zone, at(moment)));
    expect(leaves("hourly", "UTC", "2026-12-01T10:20:00Z")).toBe("2026-12-01T11:00:00.000Z");
    expect(leaves("daily", "Europe/Berlin", "2026-12-01T10:20:00Z")).toBe("2026-12-02T07:00:00.000Z");
    expect(leaves("daily", "Europe/Berlin", "2026-12-01T05:20:00Z")).toBe("2026-12-01T07:00:00.000Z");
  });

  it("whose time is quiet leaves when that ends", () => {
    const timing = { digest: "daily" as const, quiet: { from: 6 * 60, until: 9 * 60 } };
    expect(iso(mailTime(timing, "UTC", at("2026-12-01T05:00:00Z")))).toBe("2026-12-01T09:00:00.000Z");
  });
});
