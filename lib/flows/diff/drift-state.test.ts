import { describe, expect, it } from "vitest";
import { driftState, isChangedUpstream } from "./drift-state";

const still = { seen: true, changedHere: false, changedUpstream: false };

describe("a flow", () => {
  it("that nobody touched is in step", () => {
    expect(driftState(still)).toBe("in_step");
  });

  it("with edits on this device alone is changed here", () => {
    expect(driftState({ ...still, changedHere: true })).toBe("changed_here");
  });

  it("that was edited elsewhere alone is changed upstream", () => {
    expect(driftState({ ...still, changedUpstream: true })).toBe("changed_upstream");
  });

  it("that was edited here and elsewhere is changed in both", () => {
    expect(driftState({ seen: true, changedHere: true, changedUpstream: true })).toBe("changed_in_both");
  });

  it("whose content was never read is never seen, with any other facts", () => {
    expect(driftState({ ...still, seen: false })).toBe("never_seen");
    expect(driftState({ seen: false, changedHere: true, changedUpstream: true })).toBe("never_seen");
  });
});

describe("an outside change", () => {
  const earlier = new Date("2026-05-20T12:00:00Z");
  const later = new Date("2026-05-20T12:00:01Z");
  const signs = { newest: 3, accepted: 3, listedUpdate: earlier, readUpdate: earlier };

  it("is there while a newer state than the accepted one is stored", () => {
    expect(isChangedUpstream(signs)).toBe(false);
    expect(isChangedUpstream({ ...signs, newest: 4 })).toBe(true);
    expect(isChangedUpstream({ ...signs, accepted: null })).toBe(true);
  });

  it("is there when the list has a later update than the last full read", () => {
    expect(isChangedUpstream({ ...signs, listedUpdate: later })).toBe(true);
    expect(isChangedUpstream({ ...signs, readUpdate: later })).toBe(false);
  });

  it("can't be read from times of which one is missing", () => {
    expect(isChangedUpstream({ ...signs, listedUpdate: null })).toBe(false);
    expect(isChangedUpstream({ ...signs, listedUpdate: later, readUpdate: null })).toBe(false);
  });

  it("can't be known of a flow that was never read", () => {
    expect(isChangedUpstream({ ...signs, newest: null, accepted: null, listedUpdate: later })).toBe(false);
  });
});
