import { describe, expect, it } from "vitest";
import type { AuditEventView } from "@/lib/audit/event";
import { filterWords, periodWords } from "./filter-words";
import { printDays } from "./print-days";

const event = (sequence: number, occurredAt: string) => ({ sequence, occurredAt }) as AuditEventView;

it("a printed log goes from the oldest day to the newest, in the order of the chain within a moment", () => {
  const events = [
    event(4, "2026-11-23T00:00:00.000Z"),
    event(3, "2026-11-22T22:59:59.999Z"),
    event(2, "2026-11-22T22:59:59.999Z"),
  ];
  const told = (zone: string) =>
    printDays(events, zone).map(({ label, events: ofDay }) => [
      label,
      ...ofDay.map(({ event: { sequence }, time }) => `#${sequence} ${time}`),
    ]);
  expect(told("UTC")).toEqual([
    ["Sunday, 22 November 2026", "#2 22:59:59", "#3 22:59:59"],
    ["Monday, 23 November 2026", "#4 00:00:00"],
  ]);
  expect(told("Asia/Tokyo")).toEqual([
    ["Monday, 23 November 2026", "#2 07:59:59", "#3 07:59:59", "#4 09:00:00"],
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

  it("names fields, and actors that are no people", () => {
    const filter = { actor: "upstream", field: "/prompt,/settings/callSettings/maxCallDuration" };
    expect(filterWords(filter, () => null)).toEqual([
      "Done by: somebody outside Switchboard",
      "Field: Prompt or Maximum call duration",
    ]);
  });

  it("has nothing to say about a log that is whole", () => {
    expect(filterWords({}, () => null)).toEqual([]);
    expect(periodWords({}, "UTC")).toBe("From the beginning to now");
  });

  it("says from when to when", () => {
    const [from, to] = [new Date("2026-11-01T00:00:00Z"), new Date("2026-11-30T23:59:59.999Z")];
    expect(periodWords({ from, to }, "UTC")).toBe("1 Nov 2026, 00:00 to 30 Nov 2026, 23:59, UTC");
    expect(periodWords({ to }, "Asia/Tokyo")).toBe("Up to 1 Dec 2026, 08:59, Asia/Tokyo");
  });
});
