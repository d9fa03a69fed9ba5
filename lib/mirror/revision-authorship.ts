import "server-only";
import { z } from "zod";
import { storedActor } from "@/lib/audit/event-schemas";
import { ChangeVerb } from "@/lib/db/generated/enums";
import { jsonColumn } from "@/lib/db/json-column";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
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
  flowId: string;
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

const placeOf = ({ flowId, number }: Pick<RevisionRow, "flowId" | "number">) => `${flowId}/${number}`;

const authorRow = z.object({
  flowId: text,
  number: z.int(),
  actor: z.unknown(),
  reason: text.nullable(),
  verb: z.enum(ChangeVerb),
  intent: z.unknown(),
});

/** The authorship of revisions, by their place. */
type Authors = Map<string, Authorship>;

/**
 * Returns the authorship of the revisions that changes made. One statement reads all of it. A revision that was stored as
 * found names no change; where a change turned out to have made it, the change names the revision.
 */
export async function authorshipOf(rows: RevisionRow[]): Promise<Authors> {
  if (rows.length === 0) return new Map();
  const changes = await queryRows(prepared(), "the authors of revisions", authorRow)`
    WITH "shown" AS (
      SELECT * FROM unnest(${rows.map((row) => row.flowId)}::uuid[], ${rows.map((row) => row.number)}::int[],
                           ${rows.map((row) => row.changeId)}::uuid[]) AS r ("flowId", "number", "changeId"))
    SELECT r."flowId", r."number", c."actor", c."reason", c."verb", c."intent"
    FROM "shown" r JOIN "Change" c ON c."id" = r."changeId"
    UNION ALL
    SELECT r."flowId", r."number", c."actor", c."reason", c."verb", c."intent"
    FROM "shown" r JOIN "Flow" f ON f."id" = r."flowId"
    JOIN "Change" c ON c."workspaceId" = f."workspaceId" AND c."kind" = f."kind" AND c."flowUpstreamId" = f."upstreamId"
      AND c."creditedRevision" = r."number" AND c."creditedRevision" IS NOT NULL
    WHERE r."changeId" IS NULL`;
  return new Map(
    changes.map(({ flowId, number, actor, reason, verb, intent }) => {
      const { id: personId, name, email } = storedActor.read(actor);
      const restoredFrom = verb === "restore" ? restoreIntent.read(intent).revision : null;
      return [placeOf({ flowId, number }), { by: { id: personId, name, email }, reason, restoredFrom }];
    }),
  );
}

/** Returns the head of a revision, with its authorship from `authorshipOf`. */
export function revisionHead(row: RevisionRow, authors: Authors): RevisionHead {
  const author = authors.get(placeOf(row));
  return {
    n: row.number,
    at: row.recordedAt.toISOString(),
    source: author ? "change" : row.source,
    ...(author ?? UNKNOWN),
  };
}
