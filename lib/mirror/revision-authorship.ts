import "server-only";
import { z } from "zod";
import { storedActor } from "@/lib/audit/event-schemas";
import { database } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import type { NotCopied } from "@/lib/flows/requests/copy-flow";

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

/** What a restore has in its journal entry: which revision it brings back, and what of it can't be written. */
export interface RestoreIntent {
  revision: number;
  notRestored: NotCopied[];
}

const text = z.string();
const intent: z.ZodType<RestoreIntent> = z.object({
  revision: z.int(),
  notRestored: z.array(z.object({ path: text, why: text })),
});
export const restoreIntent = jsonColumn("Change.intent", intent);

const UNKNOWN: Authorship = { by: null, reason: null, restoredFrom: null };

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
      const { id: personId, name, email } = storedActor.read(actor);
      const restoredFrom = verb === "restore" ? restoreIntent.read(intent).revision : null;
      return [id, { by: { id: personId, name, email }, reason, restoredFrom }];
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
