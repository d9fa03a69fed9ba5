import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRetryAfter, secondsToNextTry } from "./retry-schedule";

const HOUR = 3600;
const random = fc.double({ min: 0, max: 1, noNaN: true });
const asked = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));

describe("the time to the next try", () => {
  it("ends after eleven tries, about two days after the first", () => {
    let seconds = 0;
    let tries = 1;
    for (let wait = secondsToNextTry(1, null, 0); wait !== null; wait = secondsToNextTry(tries, null, 0)) {
      seconds += wait;
      tries++;
    }
    expect(tries).toBe(11);
    expect(seconds / HOUR).toBeGreaterThan(36);
    expect(seconds / HOUR).toBeLessThan(60);
  });

  it("never gets shorter from one try to the next, whatever the jitter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), random, random, (tries, one, other) => {
        expect(secondsToNextTry(tries + 1, null, other)).toBeGreaterThan(
          secondsToNextTry(tries, null, one) ?? 0,
        );
      }),
    );
  });

  it("is never brought forward by the receiver, and put off by a day at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), asked, random, (tries, retryAfter, jitter) => {
        const own = secondsToNextTry(tries, null, jitter) ?? 0;
        const wait = secondsToNextTry(tries, retryAfter, jitter) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(own);
        expect(wait).toBeLessThanOrEqual(Math.max(own, 24 * HOUR));
        if (retryAfter !== null && retryAfter <= 24 * HOUR) expect(wait).toBeGreaterThanOrEqual(retryAfter);
      }),
    );
  });

  it("does not come for one that had its last try, whatever the receiver asks for", () => {
    expect(secondsToNextTry(11, 5, 0.5)).toBeNull();
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
