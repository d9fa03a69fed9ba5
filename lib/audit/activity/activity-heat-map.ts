import { isAboutFlow } from "@/lib/audit/about-flows";
import { type ActivityPair, eventsOfPair } from "./activity-range";

const MOST = 12;

export interface HeatFlow {
  kind: string;
  id: string;
  name: string;
  events: number;
}

export interface HeatPerson {
  actor: string | null;
  name: string;
  events: number;
}

/** Counts of events by flow and person. */
export interface HeatMap {
  /** Those with most events first. */
  flows: HeatFlow[];
  people: HeatPerson[];
  /** Events by flow and person. If there are more of either, a last row or column sums up the rest. */
  cells: number[][];
  moreFlows: number;
  morePeople: number;
}

const personKey = (pair: ActivityPair) => pair.actor ?? ` ${pair.actorName}`;

/** Sums pairs up by a key, the busiest first. The newest pair of each key provides its name. */
function ranked(pairs: ActivityPair[], keyOf: (pair: ActivityPair) => string) {
  const sums = new Map<string, { key: string; newest: ActivityPair; events: number }>();
  for (const pair of pairs) {
    const sum = sums.get(keyOf(pair));
    if (!sum) sums.set(keyOf(pair), { key: keyOf(pair), newest: pair, events: eventsOfPair(pair) });
    else {
      sum.events += eventsOfPair(pair);
      if (pair.lastHour > sum.newest.lastHour) sum.newest = pair;
    }
  }
  return [...sums.values()].sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1));
}

/** Returns the heat map of flows and people: the twelve busiest of each, and the sums of the rest. */
export function heatMapOf(pairs: ActivityPair[]): HeatMap {
  const ofFlows = pairs.filter(({ targetType, targetId }) => isAboutFlow(targetType) && targetId !== "");
  const flows = ranked(ofFlows, ({ targetId }) => targetId);
  const people = ranked(ofFlows, personKey);
  const rowOf = new Map(flows.map(({ key }, rank) => [key, Math.min(rank, MOST)]));
  const columnOf = new Map(people.map(({ key }, rank) => [key, Math.min(rank, MOST)]));
  const width = Math.min(people.length, MOST + 1);
  const cells = flows.slice(0, MOST + 1).map(() => new Array<number>(width).fill(0));
  for (const pair of ofFlows) {
    const row = cells[rowOf.get(pair.targetId) ?? MOST];
    const column = columnOf.get(personKey(pair)) ?? MOST;
    if (row) row[column] = (row[column] ?? 0) + eventsOfPair(pair);
  }
  return {
    flows: flows.slice(0, MOST).map(({ key, newest, events }) => ({
      kind: newest.targetType,
      id: key,
      name: newest.targetName,
      events,
    })),
    people: people.slice(0, MOST).map(({ newest, events }) => ({
      actor: newest.actor,
      name: newest.actorName,
      events,
    })),
    cells,
    moreFlows: Math.max(0, flows.length - MOST),
    morePeople: Math.max(0, people.length - MOST),
  };
}
