import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { recordTimeSql } from "@/lib/audit/record-clock";
import { type Column, columnNames, columnValues, excludedColumns } from "@/lib/db/columns";
import { Prisma } from "@/lib/db/generated/client";
import type { RevisionSource } from "@/lib/db/generated/enums";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { folded } from "@/lib/text/readable";
import { revisionBinding, seal } from "@/lib/vault/vault";
import type { FlowState } from "./flow-state";
import { storeText } from "./text/store-text";
import { textColumns } from "./text/text-columns";

const { sql } = Prisma;

/** Where the mirror stands with a flow: every new state is stored on condition that it still does. */
export interface FlowHead {
  /** The newest revision and its content; null until the flow was read in full once. */
  revision: number | null;
  contentHash: string | null;
  acceptedRevision: number | null;
  /** The content of the accepted revision. */
  acceptedHash: string | null;
}

/** The head of a flow that the mirror does not know yet. */
export const NO_HEAD: FlowHead = {
  revision: null,
  contentHash: null,
  acceptedRevision: null,
  acceptedHash: null,
};

const headRow = z.object({
  revision: z.int().nullable(),
  contentHash: z.string().nullable(),
  acceptedRevision: z.int().nullable(),
  acceptedHash: z.string().nullable(),
});

/** Returns where the mirror stands with a flow now. */
export async function readHead(
  workspaceId: string,
  kind: FlowKind,
  upstreamId: string | null,
): Promise<FlowHead> {
  if (upstreamId === null) return NO_HEAD;
  const [head] = await queryRows(prepared(), "the head of a flow", headRow)`
    SELECT f."revisionNumber" AS "revision", f."contentHash", f."acceptedRevision", a."contentHash" AS "acceptedHash"
    FROM "Flow" f LEFT JOIN "Revision" a ON a."flowId" = f."id" AND a."number" = f."acceptedRevision"
    WHERE f."workspaceId" = ${workspaceId}::uuid AND f."kind" = ${kind}::"FlowKind"
      AND f."upstreamId" = ${upstreamId}::text`;
  return head ?? NO_HEAD;
}

/** A state to store, and where it comes from. */
export interface NextState {
  state: FlowState;
  source: RevisionSource;
  /** The change that made the state, if it is known at once. */
  changeId: string | null;
}

/** What storing a state comes to, on a given head. */
export interface StatePlan {
  /** The number of the revision with this state. */
  revision: number;
  /** False where the newest revision has the same content already. */
  isNew: boolean;
  accepted: number | null;
}

/**
 * Returns a moment that the upstream stated; null for a text that is no time, since the upstream's times are
 * unchecked.
 */
export function upstreamDate(text: string | null): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}

/**
 * Works out the revision of a state, and which revision counts as accepted once it is stored. An author of a change has
 * seen the state before it, so a change accepts every earlier drift. An import is accepted, since the history begins
 * with it. Drift leaves the mark where it is, unless it restores the accepted state itself: then there is nothing to
 * decide.
 */
export function planState(head: FlowHead, { state, source }: NextState): StatePlan {
  const isNew = head.contentHash !== state.contentHash || head.revision === null;
  const revision = isNew ? (head.revision ?? 0) + 1 : (head.revision ?? 1);
  const seenByAuthor = source !== "drift" || head.acceptedHash === state.contentHash;
  const accepted = seenByAuthor ? revision : head.acceptedRevision;
  return { revision, isNew, accepted };
}

/** Where the mirror stands once a planned state is stored. */
export function headAfter(head: FlowHead, { state }: NextState, plan: StatePlan): FlowHead {
  const accepted = plan.accepted === plan.revision ? state.contentHash : head.acceptedHash;
  return {
    revision: plan.revision,
    contentHash: state.contentHash,
    acceptedRevision: plan.accepted,
    acceptedHash: accepted,
  };
}

/** Returns the columns that the flow lists show, and their values. */
function indexColumns(stored: StoredFlow): Column[] {
  const updated = upstreamDate(stored.updatedAt);
  return [
    ["name", sql`${stored.name}::text`],
    ["description", sql`${stored.description}::text`],
    ["foldedName", sql`${folded(stored.name)}::text`],
    ["foldedDescription", sql`${stored.description === null ? null : folded(stored.description)}::text`],
    ["direction", sql`${stored.direction}::text`],
    ["isActive", sql`${stored.isActive}::boolean`],
    ["agent", sql`${stored.agent}::text`],
    ["messageChannel", sql`${"messageChannel" in stored ? stored.messageChannel : null}::text`],
    ["autopilot", sql`${stored.autopilot ?? null}::boolean`],
    ["upstreamCreatedAt", sql`${upstreamDate(stored.createdAt)}::timestamptz`],
    ["upstreamUpdatedAt", sql`${updated}::timestamptz`],
    ["readUpstreamUpdatedAt", sql`${updated}::timestamptz`],
    ["missingSince", sql`NULL::timestamptz`],
  ];
}

/**
 * Returns three parts of a WITH clause that store a state: `flow`, which writes the flow's row if its head is still as
 * planned, and returns its `id`; `revision`, which adds the revision where there is a new one; and `text`, which keeps what
 * the flow is found by. No row in `flow` means that nothing was stored: the state must be planned anew.
 *
 * @param from a table of the statement with one row, or with none if nothing is to be stored
 * @param epoch the fence that must not have moved, where a change admitted meanwhile would make the state doubtful
 */
export function storeState(
  flow: { workspaceId: string; kind: FlowKind },
  head: FlowHead,
  next: NextState,
  from: Prisma.Sql,
  epoch: number | null = null,
): Prisma.Sql {
  const { stored, contentHash, raw } = next.state;
  const plan = planState(head, next);
  const columns: Column[] = [
    ...indexColumns(stored),
    ["revisionNumber", sql`${plan.revision}::int`],
    ["contentHash", sql`${contentHash}::text`],
    ["readAt", sql`now()`],
    ["acceptedRevision", sql`${plan.accepted}::int`],
  ];
  const revisionId = uuidv7();
  const sealed = plan.isNew ? seal(JSON.stringify(raw ?? null), revisionBinding(revisionId)) : "";
  return sql`"flow" AS (
    INSERT INTO "Flow" AS mine ("id", "workspaceId", "kind", "upstreamId", ${columnNames(columns)})
    SELECT ${uuidv7()}::uuid, ${flow.workspaceId}::uuid, ${flow.kind}::"FlowKind", ${stored.id}::text,
           ${columnValues(columns)}
    FROM ${from}
    ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET ${excludedColumns(columns)}
    WHERE mine."revisionNumber" IS NOT DISTINCT FROM ${head.revision}::int
      AND mine."contentHash" IS NOT DISTINCT FROM ${head.contentHash}::text
      AND (${epoch}::int IS NULL OR mine."epoch" = ${epoch}::int)
    RETURNING "id", "epoch", "workspaceId", "kind", "agent"),
  "revision" AS (
    INSERT INTO "Revision" ("id", "flowId", "number", "contentHash", "source", "changeId", "document", "sealedRaw", "recordedAt")
    SELECT ${revisionId}::uuid, "flow"."id", ${plan.revision}::int, ${contentHash}::text,
           ${next.source}::"RevisionSource", ${next.changeId}::uuid,
           ${plan.isNew ? JSON.stringify(stored) : "null"}::jsonb, ${sealed}::text, ${recordTimeSql()}
    FROM "flow" WHERE ${plan.isNew}::boolean),
  "text" AS (${storeText(sql`"flow"`, textColumns(flow.kind, stored), plan.revision)})`;
}

/**
 * Notes that a flow was read and has no new content. Only facts that the next read would bring again are in it, so the
 * statement doesn't wait for the disk.
 */
export async function noteRead(rowId: string, stored: StoredFlow): Promise<void> {
  const columns = indexColumns(stored);
  await prepared().$queryRaw(sql`
    UPDATE "Flow" SET ${Prisma.join(columns.map(([name, value]) => sql`${Prisma.raw(`"${name}"`)} = ${value}`))},
        "readAt" = now()
    FROM set_config('synchronous_commit', 'off', true) WHERE "id" = ${rowId}::uuid`);
}
