import { describe, expect, it } from "vitest";
import { arrivedWords, exportPercent, sizeWords } from "./export-words";

const progress = { events: 1204, bytes: 3_400_000, sequence: 300, size: 1200 };

describe("how far an export is", () => {
  it("is shown by the place in the log, since a filter's events are not counted beforehand", () => {
    expect(exportPercent(progress)).toBe(25);
    expect(exportPercent({ ...progress, size: null })).toBeNull();
  });

  it("is shown in events, size and place", () => {
    expect(arrivedWords(progress)).toBe("1,204 events, 3.4 MB; now at #300 of #1,200");
    expect(arrivedWords({ events: 1, bytes: 12, sequence: 0, size: null })).toBe("1 event, 12 bytes");
  });

  it("has sizes that people can read", () => {
    expect([0, 999, 1000, 12_345, 999_999, 5_000_000_000_000].map(sizeWords)).toEqual([
      "0 bytes",
      "999 bytes",
      "1 kB",
      "12 kB",
      "1,000 kB",
      "5,000 GB",
    ]);
  });
});
