import { describe, expect, it } from "vitest";
import { pathOutcome, readSample } from "./path-outcome";

const sample = readSample(`{"data": {"id": 7}, "items": [1, 2, 3, 4], "long": ["${"x".repeat(500)}"]}`);

describe("trying out a path", () => {
  it("shows the value that it picks", () => {
    expect(pathOutcome("$.data.id", sample)).toEqual({ tone: "good", words: "Picks 7" });
    expect(pathOutcome("$.data", sample)?.words).toBe('Picks {"id":7}');
  });

  it("counts the values and shows the first of them", () => {
    expect(pathOutcome("$.items[*]", sample)?.words).toBe("Picks 4 values: 1, 2, 3, …");
  });

  it("shortens a long value", () => {
    expect(pathOutcome("$.long", sample)?.words.length).toBeLessThan(150);
  });

  it("warns when it picks nothing", () => {
    expect(pathOutcome("$.data.name", sample)?.tone).toBe("warn");
  });

  it("says nothing without a sample, but for a path that is none", () => {
    expect(pathOutcome("$.data", null)).toBeNull();
    expect(pathOutcome("", sample)).toBeNull();
    expect(pathOutcome("data.id", null)?.tone).toBe("warn");
    expect(pathOutcome("$.data", readSample("{"))).toBeNull();
  });
});

describe("a pasted sample", () => {
  it("that is no JSON says why and where", () => {
    expect(readSample('{"a":')).toMatchObject({ kind: "broken", words: expect.stringContaining("Line 1") });
  });

  it("that is blank is none", () => {
    expect(readSample(" \n")).toBeNull();
  });
});
