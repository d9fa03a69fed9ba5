import { describe, expect, it } from "vitest";
import { heatMapOf } from "./activity-heat-map";
import type { ActivityPair } from "./activity-range";

function pair(
  actor: string,
  targetId: string,
  succeeded: number,
  more: Partial<ActivityPair> = {},
): ActivityPair {
  return {
    actor,
    actorName: `name of ${actor}`,
    targetType: "call_flow",
    targetId,
    targetName: `name of ${targetId}`,
    counts: { succeeded, failed: 0, denied: 0, unknown: 0 },
    lastHour: 0,
    ...more,
  };
}

const sum = (rows: number[][]) => rows.flat().reduce((total, events) => total + events, 0);

describe("a heat map", () => {
  it("has the busiest flow and person first, and a cell for each two", () => {
    const map = heatMapOf([pair("maya", "a", 1), pair("maya", "b", 2), pair("tom", "b", 5)]);
    expect(map.flows.map(({ id, events }) => [id, events])).toEqual([
      ["b", 7],
      ["a", 1],
    ]);
    expect(map.people.map(({ actor }) => actor)).toEqual(["tom", "maya"]);
    expect(map.cells).toEqual([
      [5, 2],
      [0, 1],
    ]);
    expect([map.moreFlows, map.morePeople]).toEqual([0, 0]);
  });

  it("counts every outcome", () => {
    const counts = { succeeded: 1, failed: 2, denied: 3, unknown: 4 };
    expect(heatMapOf([pair("maya", "a", 0, { counts })]).cells).toEqual([[10]]);
  });

  it("sums up the rest beyond twelve flows and twelve people, and loses nothing", () => {
    const pairs: ActivityPair[] = [];
    for (let flow = 0; flow < 15; flow++) {
      for (let person = 0; person < 14; person++)
        pairs.push(pair(`p${person}`, `f${flow}`, 1 + flow * person));
    }
    const map = heatMapOf(pairs);
    expect([map.flows.length, map.people.length, map.moreFlows, map.morePeople]).toEqual([12, 12, 3, 2]);
    expect(map.cells.map((row) => row.length)).toEqual(new Array(13).fill(13));
    expect(sum(map.cells)).toBe(pairs.reduce((total, { counts }) => total + counts.succeeded, 0));
    const busiest = map.flows[0];
    expect(sum([map.cells[0] ?? []])).toBe(busiest?.events);
  });

  it("leaves out targets that are not flows", () => {
    const map = heatMapOf([
      pair("maya", "m", 3, { targetType: "member" }),
      pair("maya", "", 1, { targetType: "call_flow" }),
    ]);
    expect(map).toMatchObject({ flows: [], people: [], cells: [] });
  });

  it("calls flow and person by their latest names", () => {
    const map = heatMapOf([
      pair("maya", "a", 9, { actorName: "Maya", targetName: "Old desk", lastHour: 1 }),
      pair("maya", "a", 1, { actorName: "Maya L.", targetName: "Front desk", lastHour: 2 }),
    ]);
    expect([map.flows[0]?.name, map.people[0]?.name]).toEqual(["Front desk", "Maya L."]);
  });

  it("keeps people without an id apart by their names", () => {
    const map = heatMapOf([
      pair("x", "a", 2, { actor: null, actorName: "one@example.com" }),
      pair("x", "a", 1, { actor: null, actorName: "two@example.com" }),
    ]);
    expect(map.people.map(({ name, actor }) => [name, actor])).toEqual([
      ["one@example.com", null],
      ["two@example.com", null],
    ]);
  });
});
