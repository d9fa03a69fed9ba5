import { expect, it } from "vitest";
import type { AuditEventView } from "@/lib/audit/event";
import { printDays } from "./print-days";

const event = (sequence: number, occurredAt: string) => ({ sequence, occurredAt }) as AuditEventView;

it("a printed log goes from the oldest day to the newest, in the order of the chain within a moment", () => {
  const events = [
    event(4, "2026-11-23T00:00:00.000Z"),
    event(3, "2026-11-22T22:59:59.999Z"),
    event(2, "2026-11-22T22:59:59.999Z"),
  ];
  const printed = (zone: string) =>
    printDays(events, zone).map(({ day, events: ofDay }) => [day, ...ofDay.map(({ sequence }) => sequence)]);
  expect(printed("UTC")).toEqual([
    ["2026-11-22", 2, 3],
    ["2026-11-23", 4],
  ]);
  expect(printed("Asia/Tokyo")).toEqual([["2026-11-23", 2, 3, 4]]);
});
