import { describe, expect, it } from "vitest";
import type { AuditEventView } from "@/lib/audit/event";
import { filterWords, periodWords } from "./filter-words";
import { printDays } from "./print-days";

const event = (sequence: number, occurredAt: string) => ({ sequence, occurredAt }) as AuditEventView;

it("a printed log goes from the oldest day to the newest, in the order of the chain within a moment", () => {
  const days = printDays([
    event(4, "2026-11-23T00:00:00.000Z"),
    event(3, "2026-11-22T23:59:59.999Z"),
    event(2, "2026-11-22T23:59:59.999Z"),
  ]);
  expect(days.map(({ day, events }) => [day, events.map(({ sequence }) => sequence)])).toEqual([
    ["2026-11-22", [2, 3]],
    ["2026-11-23", [4]],
  ]);
});

describe("a filter in words", () => {
  it("names people, targets and actions where it can", () => {
    const names = new Map([["u1", "Maya"]]);
    const filter = { actor: "u1", target: "f9", action: "call_flow.update", q: "fees" };
    expect(filterWords(filter, (id) => names.get(id) ?? null)).toEqual([
      "Done by: Maya",
      "About: f9",
      "Action: Call flow changed",
      "Containing: “fees”",
    ]);
  });

  it("has nothing to say about a log that is whole", () => {
    expect(filterWords({}, () => null)).toEqual([]);
    expect(periodWords({})).toBe("From the beginning to now");
  });

  it("says from when to when", () => {
    const [from, to] = [new Date("2026-11-01T00:00:00Z"), new Date("2026-11-30T23:59:59.999Z")];
    expect(periodWords({ from, to })).toBe("1 Nov 2026, 00:00 to 30 Nov 2026, 23:59 UTC");
    expect(periodWords({ to })).toBe("Up to 30 Nov 2026, 23:59 UTC");
  });
});
