import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRetryAfter, secondsToNextAttempt } from "./retry-schedule";

const HOUR = 3600;
const random = fc.double({ min: 0, max: 1, noNaN: true });
const requested = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));

describe("the time to the next attempt", () => {
  it("ends after eleven attempts, about two days after the first", () => {
    let seconds = 0;
    let attempts = 1;
    for (
      let wait = secondsToNextAttempt(1, null, 0);
      wait !== null;
      wait = secondsToNextAttempt(attempts, null, 0)
    ) {
      seconds += wait;
      attempts++;
    }
    expect(attempts).toBe(11);
    expect(seconds / HOUR).toBeGreaterThan(36);
    expect(seconds / HOUR).toBeLessThan(60);
  });

  it("never gets shorter from one attempt to the next, with any jitter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), random, random, (attempts, one, other) => {
        expect(secondsToNextAttempt(attempts + 1, null, other)).toBeGreaterThan(
          secondsToNextAttempt(attempts, null, one) ?? 0,
        );
      }),
    );
  });

  it("is never brought forward by the receiver, and put off by a day at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), requested, random, (attempts, retryAfter, jitter) => {
        const own = secondsToNextAttempt(attempts, null, jitter) ?? 0;
        const wait = secondsToNextAttempt(attempts, retryAfter, jitter) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(own);
        expect(wait).toBeLessThanOrEqual(Math.max(own, 24 * HOUR));
        if (retryAfter !== null && retryAfter <= 24 * HOUR) expect(wait).toBeGreaterThanOrEqual(retryAfter);
      }),
    );
  });

  it("does not come after the last attempt, even if the receiver requests one", () => {
    expect(secondsToNextAttempt(11, 5, 0.5)).toBeNull();
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-03-01T12:00:00Z");

  it.each([
    ["120", 120],
    ["Sun, 01 Mar 2026 12:01:00 GMT", 60],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["-5x", null],
    [undefined, null],
  ])("%s means %s seconds", (text, seconds) => {
    expect(readRetryAfter(text, now)).toBe(seconds);
  });
});
