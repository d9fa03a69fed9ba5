import { describe, expect, it } from "vitest";
import { coveredWords } from "./proof-words";

const checkpoint = { size: 120, root: "", time: "2026-05-20T10:32:00.000Z", keyId: "", note: "" };

describe("the proof of an event in words", () => {
  it("names the checkpoint, and how far the event is from its root", () => {
    expect(coveredWords({ checkpoint, inclusion: ["a", "b"] })).toBe(
      "The checkpoint of 20 May 2026, 10:32:00 UTC over 120 events covers it: 2 steps of hashing lead from this event to the signed root.",
    );
  });

  it("is one step in a log of two events", () => {
    expect(coveredWords({ checkpoint, inclusion: ["a"] })).toContain(
      "one step of hashing leads from this event",
    );
  });

  it("needs no step in a log of one event", () => {
    const alone = { checkpoint: { ...checkpoint, size: 1 }, inclusion: [] };
    expect(coveredWords(alone)).toContain("over 1 event covers it: its hash is the signed root itself.");
  });
});
