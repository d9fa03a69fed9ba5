import { describe, expect, it } from "vitest";
import type { ChainState } from "@/lib/audit/verify/chain-state";
import { chainWords, coveredWords } from "./chain-words";

const NOW = Date.parse("2026-05-20T12:00:00.000Z");
const READING = { now: NOW, zone: "Europe/Berlin" };
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

const SOUND: ChainState = {
  head: 1204,
  since: "2026-05-03T09:00:00.000Z",
  retired: null,
  signed: { size: 1201, at: minutesAgo(12) },
  unsignedSince: minutesAgo(5),
  overdue: false,
  verified: { at: minutesAgo(180), by: "Ada", sequence: 1190, firstBad: null },
};

describe("the state of a log", () => {
  it("is described by its length, its newest signature and its last verification", () => {
    const { tone, sentences } = chainWords(SOUND, READING);
    expect(tone).toBe("good");
    expect(sentences).toEqual([
      "1,204 events, the oldest of 3 May 2026.",
      "The newest signature was made 12 minutes ago (20 May 2026, 13:48) and covers all but 3 events.",
      "Last verified 3 hours ago (20 May 2026, 11:00) by Ada: no fault was found. 14 events came since.",
    ]);
  });

  it("is never called unbroken when nobody has verified it", () => {
    expect(chainWords({ ...SOUND, verified: null }, READING)).toMatchObject({
      tone: "info",
      title: "Not verified yet",
    });
  });

  it("names the event that the last verification failed at, before anything else", () => {
    const bad = {
      ...SOUND,
      unsignedSince: minutesAgo(600),
      overdue: true,
      verified: { ...SOUND.verified, firstBad: 17 },
    };
    const { tone, sentences } = chainWords(bad as ChainState, READING);
    expect(tone).toBe("bad");
    expect(sentences.at(-1)).toContain("a fault was found at event #17");
  });

  it("is in doubt when news waits for a signature for long", () => {
    const overdue = { ...SOUND, unsignedSince: minutesAgo(200), overdue: true };
    const { tone, sentences } = chainWords(overdue, READING);
    expect(tone).toBe("warn");
    expect(sentences.join(" ")).toContain("Event #1202 was recorded 3 hours ago");
    expect(chainWords({ ...overdue, signed: null }, READING).tone).toBe("warn");
  });

  it("counts the remaining events, and names the removed ones", () => {
    const retired = { through: 400, at: "2026-05-10T00:00:00.000Z" };
    const { sentences } = chainWords({ ...SOUND, retired }, READING);
    expect(sentences[0]).toBe("804 events, the oldest of 3 May 2026.");
    expect(sentences[1]).toContain("Events #1 to #400 were removed by retention, last on 10 May 2026");
  });

  it("has nothing to say about a log without events", () => {
    const empty = {
      head: 0,
      since: null,
      retired: null,
      signed: null,
      unsignedSince: null,
      overdue: false,
      verified: null,
    };
    expect(chainWords(empty, READING)).toMatchObject({ tone: "info", title: "Nothing is recorded yet" });
  });
});

const checkpoint = { size: 120, root: "", time: "2026-05-20T10:32:00.000Z", keyId: "", note: "" };

describe("the proof of an event in words", () => {
  it("names the checkpoint, and how far the event is from its root", () => {
    expect(coveredWords({ checkpoint, inclusion: ["a", "b"] }, "Asia/Kolkata")).toBe(
      "The checkpoint of 20 May 2026, 16:02 over 120 events covers it: 2 steps of hashing lead from this event to the signed root.",
    );
  });

  it("is one step in a log of two events", () => {
    expect(coveredWords({ checkpoint, inclusion: ["a"] }, "UTC")).toContain(
      "one step of hashing leads from this event",
    );
  });

  it("needs no step in a log of one event", () => {
    const alone = { checkpoint: { ...checkpoint, size: 1 }, inclusion: [] };
    expect(coveredWords(alone, "UTC")).toContain(
      "over 1 event covers it: its hash is the signed root itself.",
    );
  });
});
