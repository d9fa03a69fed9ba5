import { describe, expect, test } from "vitest";
import { forgetUpstreamTime, noteUpstreamTime, untilTurnOfSecond, upstreamClock } from "./upstream-clock";

/** An upstream that is `ahead` milliseconds ahead, and answers at once. */
function answer(origin: string, ahead: number, at: number): void {
  const date = new Date(Math.floor((at + ahead) / 1000) * 1000);
  noteUpstreamTime(origin, date, at - 1, at + 1);
}

describe("what is known of an upstream's clock", () => {
  test("nothing is known before the first answer", () => {
    expect(upstreamClock("http://never", 0)).toBeNull();
  });

  test("one answer leaves a second open, and the truth lies in it", () => {
    answer("http://one", 5_250, 10_000);
    const bounds = upstreamClock("http://one", 10_001);
    expect(bounds?.least).toBeLessThanOrEqual(5_250);
    expect(bounds?.most).toBeGreaterThanOrEqual(5_250);
    expect((bounds?.most ?? 0) - (bounds?.least ?? 0)).toBeLessThanOrEqual(1_003);
  });

  test("answers at the moments that say most narrow it to the length of a request", () => {
    const ahead = -600_123;
    let now = 50_000;
    answer("http://many", ahead, now);
    for (let asked = 0; asked < 10; asked++) {
      const bounds = upstreamClock("http://many", now);
      if (!bounds) throw new Error("no bounds");
      now += untilTurnOfSecond(bounds, now);
      answer("http://many", ahead, now);
      now += 5;
    }
    const bounds = upstreamClock("http://many", now);
    expect(bounds?.least).toBeLessThanOrEqual(ahead);
    expect(bounds?.most).toBeGreaterThanOrEqual(ahead);
    expect((bounds?.most ?? 0) - (bounds?.least ?? 0)).toBeLessThan(10);
  });

  test("a clock that was set makes what was known before it worthless", () => {
    answer("http://set", 0, 10_000);
    answer("http://set", 60_000, 20_000);
    expect(upstreamClock("http://set", 20_001)?.least).toBeGreaterThan(58_000);
  });

  test("an upstream that states no time any more counts as one that never did", () => {
    answer("http://silent", 0, 10_000);
    forgetUpstreamTime("http://silent");
    expect(upstreamClock("http://silent", 10_001)).toBeNull();
  });

  test("what was known long ago is known less exactly, since clocks drift", () => {
    answer("http://drift", 0, 10_500);
    const width = (at: number) => {
      const { least = 0, most = 0 } = upstreamClock("http://drift", at) ?? {};
      return most - least;
    };
    expect(width(10_500 + 3_600_000)).toBeGreaterThan(width(10_501) + 1_000);
  });
});
