import { isAboutFlow } from "@/lib/audit/about-flows";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import { type ActivityPair, eventsOfPair } from "./activity-range";

const MOST_PEOPLE = 100;

/** The events of one person in a period. */
export interface PersonSummary {
  /** The value for the filter `actor`; null for a person without an id. */
  actor: string | null;
  name: string;
  counts: Record<AuditOutcome, number>;
  /** The number of different flows that the person touched, or attempted to touch. */
  flows: number;
  /** The start of the last hour in which the person did something. */
  lastHour: string;
}

/** Sums up the events of each person, the busiest first; at most a hundred people. */
export function summarizePeople(pairs: ActivityPair[]): PersonSummary[] {
  const people = new Map<string, { pairs: ActivityPair[]; events: number }>();
  for (const pair of pairs) {
    const key = pair.actor ?? ` ${pair.actorName}`;
    const known = people.get(key) ?? { pairs: [], events: 0 };
    known.pairs.push(pair);
    known.events += eventsOfPair(pair);
    people.set(key, known);
  }
  return [...people.values()]
    .sort((a, b) => b.events - a.events)
    .slice(0, MOST_PEOPLE)
    .map((person) => summaryOf(person.pairs));
}

function summaryOf(pairs: ActivityPair[]): PersonSummary {
  const newest = pairs.reduce((best, pair) => (pair.lastHour > best.lastHour ? pair : best));
  const sum = (outcome: AuditOutcome) => pairs.reduce((total, { counts }) => total + counts[outcome], 0);
  const flows = pairs.filter(({ targetType, targetId }) => isAboutFlow(targetType) && targetId !== "");
  return {
    actor: newest.actor,
    name: newest.actorName,
    counts: {
      succeeded: sum("succeeded"),
      failed: sum("failed"),
      denied: sum("denied"),
      unknown: sum("unknown"),
    },
    flows: new Set(flows.map(({ targetId }) => targetId)).size,
    lastHour: new Date(newest.lastHour).toISOString(),
  };
}
