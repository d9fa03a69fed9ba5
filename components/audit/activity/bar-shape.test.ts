import { describe, expect, it } from "vitest";
import { barParts, countWords, heatLevel, scaleEnd } from "./bar-shape";

const counts = (succeeded: number, failed = 0, denied = 0, unknown = 0) => ({
  succeeded,
  failed,
  denied,
  unknown,
});

describe("a day's bar", () => {
  it("has a part for each outcome that happened, as long as its share", () => {
    expect(barParts({ day: "2026-05-20", counts: counts(50, 0, 25) }, 100)).toEqual([
      { outcome: "succeeded", share: 50 },
      { outcome: "denied", share: 25 },
    ]);
  });

  it("shows one denied attempt among a thousand changes", () => {
    const [, denied] = barParts({ day: "2026-05-20", counts: counts(1000, 0, 1) }, 1000);
    expect(denied?.share).toBeGreaterThanOrEqual(2);
  });

  it("is described with all of its outcomes", () => {
    expect(countWords(counts(10, 2))).toBe("12 events: 10 succeeded, 2 failed");
    expect(countWords(counts(0, 0, 0, 1))).toBe("1 event: 1 unknown");
    expect(countWords(counts(0))).toBe("nothing happened");
  });
});

it("a scale ends at a round number that nothing exceeds", () => {
  expect([0, 1, 3, 10, 11, 49, 501].map(scaleEnd)).toEqual([1, 1, 5, 10, 20, 50, 1000]);
});

describe("a cell of the heat map", () => {
  it("is empty only when nothing happened", () => {
    expect(heatLevel(0, 500)).toBe(0);
    expect(heatLevel(1, 500)).toBe(1);
    expect(heatLevel(500, 500)).toBe(4);
  });

  it("is never paler than one with fewer events", () => {
    const levels = [1, 2, 5, 20, 80, 300, 500].map((events) => heatLevel(events, 500));
    expect(levels).toEqual([...levels].sort());
  });

  it("is plainly filled where one event is the most", () => {
    expect(heatLevel(1, 1)).toBe(2);
  });
});
