import "server-only";
import { database } from "@/lib/db/client";

/** The author and the reason of a revision. Both are unknown for a state that was found, not made here. */
export interface Authorship {
  /** The actor of the change, or null when it was made outside the portal. */
  by: { id: string; name: string; email: string } | null;
  /** The reason in the author's words, if there is one. */
  reason: string | null;
  /** The revision that this one restored; null when it is no restore. */
  restoredFrom: number | null;
}

/** All facts about a revision but its content. */
export interface RevisionHead extends Authorship {
  n: number;
  at: string;
  source: string;
}

/** The columns of a revision from which its head is made. */
interface RevisionRow {
  number: number;
  source: string;
  changeId: string | null;
  recordedAt: Date;
}

const UNKNOWN: Authorship = { by: null, reason: null, restoredFrom: null };

function restoredFrom(verb: string, intent: unknown): number | null {
  if (verb !== "restore") return null;
  return (intent as { revision?: number }).revision ?? null;
}

/** Returns the authorship of the revisions that changes made, by the changes' ids. One statement reads all of it. */
export async function authorshipOf(rows: RevisionRow[]): Promise<Map<string, Authorship>> {
  const changeIds = rows.flatMap((row) => row.changeId ?? []);
  if (changeIds.length === 0) return new Map();
  const changes = await database().change.findMany({
    where: { id: { in: changeIds } },
    select: { id: true, actor: true, reason: true, verb: true, intent: true },
  });
  return new Map(
    changes.map(({ id, actor, reason, verb, intent }) => {
      const { id: personId, name, email } = actor as { id: string; name: string; email: string };
      return [id, { by: { id: personId, name, email }, reason, restoredFrom: restoredFrom(verb, intent) }];
    }),
  );
}

/** Returns the head of a revision, with its authorship from `authorshipOf`. */
export function revisionHead(row: RevisionRow, authors: Map<string, Authorship>): RevisionHead {
  return {
    n: row.number,
    at: row.recordedAt.toISOString(),
    source: row.source,
    ...((row.changeId && authors.get(row.changeId)) || UNKNOWN),
  };
}
