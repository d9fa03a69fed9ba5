import { ACTORS_WITHOUT_ID, type AuditOutcome } from "@/lib/audit/event";

/** How much one actor did with one target. */
export interface ActivityPair {
  /** What the filter `actor` takes; null for somebody who has no id, such as a stranger who tried to sign in. */
  actor: string | null;
  actorName: string;
  targetType: string;
  targetId: string;
  targetName: string;
  counts: Record<AuditOutcome, number>;
  /** The beginning of the last hour in which something happened, in milliseconds. */
  lastHour: number;
}

/** How many events a pair has. */
export function eventsOfPair({ counts }: Pick<ActivityPair, "counts">): number {
  return counts.succeeded + counts.failed + counts.denied + counts.unknown;
}

/** Names an actor as the filter `actor` does. The rollup keeps no type, so those without an id go by their names. */
export function actorFilter(actorId: string, actorName: string): string | null {
  if (actorId !== "") return actorId;
  return ACTORS_WITHOUT_ID.find(({ name }) => name === actorName)?.type ?? null;
}
