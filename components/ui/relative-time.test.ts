import { describe, expect, it } from "vitest";
import { relativeTime } from "./relative-time";

const NOW = Date.UTC(2026, 4, 20, 12, 0, 0);
const ago = (seconds: number) => relativeTime(NOW - seconds * 1000, NOW);

describe("relative time", () => {
  it("calls anything nearer than 45 seconds just now", () => {
    expect(ago(0)).toBe("just now");
    expect(ago(44)).toBe("just now");
    expect(relativeTime(NOW + 10_000, NOW)).toBe("just now");
  });

  it("never says zero of a unit", () => {
    expect(ago(46)).toBe("1 minute ago");
    expect(ago(59 * 60)).toBe("59 minutes ago");
  });

  it("moves to the next unit at its border", () => {
    expect(ago(3600)).toBe("1 hour ago");
    expect(ago(26 * 3600)).toBe("yesterday");
    expect(ago(8 * 86_400)).toBe("last week");
    expect(ago(60 * 86_400)).toBe("2 months ago");
    expect(ago(800 * 86_400)).toBe("2 years ago");
  });

  it("reaches ahead as well as back", () => {
    expect(relativeTime(NOW + 2 * 3_600_000, NOW)).toBe("in 2 hours");
  });
});
