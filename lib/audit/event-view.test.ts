import { describe, expect, it } from "vitest";
import { storedEvent } from "@/tests/support/stored-event";
import { readableEventView, toEventView, unreadableWords } from "./event-view";

describe("an event of the version of the log's format", () => {
  it.each([
    ["from before versions were numbered", {}],
    ["0", { version: 0 }],
    ["of an event without a token", { version: 1 }],
    ["of an event of a token", { version: 2 }],
  ])("%s is read, and shown without its version", (_, version) => {
    expect(toEventView(storedEvent(version))).toEqual(toEventView(storedEvent()));
  });

  it.each([3, 1.5, -1, "1", null])("%j is not read, and the reason names the version", (version) => {
    const row = storedEvent({ version });
    expect(readableEventView(row)).toBeNull();
    expect(unreadableWords(row)).toContain(`Event 7 is in version ${version} of the log's format`);
    expect(() => toEventView(row)).toThrow("Update this one to read it");
  });
});

it("an event that is not readable in any version was tampered with", () => {
  const row = { ...storedEvent(), payload: "{}" };
  expect(unreadableWords(row)).toContain("The log was tampered with");
  expect(() => toEventView(row)).toThrow("Verify the log");
});
