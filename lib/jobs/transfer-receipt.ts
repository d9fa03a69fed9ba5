import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import type { Blocked, BlockedCode } from "@/lib/flows/transfer/blocked";
import type { Caller } from "@/lib/identity/find-caller";
import { can } from "@/lib/identity/roles";
import { Problem } from "@/lib/problems/problem";
import { byHandColumn, itemDetail } from "@/lib/transfers/transfer-columns";
import { type ItemProblem, itemProblem } from "./claim-items";
import { ITEM_STATE_NAMES, type ItemState, JOB_STATE_NAMES, type JobState } from "./job-states";
import { seenWorkspaces, waitsUntil } from "./job-view";

/** Work by hand of a transfer. */
export interface TaskView {
  id: string;
  path: string;
  words: string;
  doneAt: string | null;
  /** Who ticked it off; null where the keeper saw it, or it is not done. */
  doneBy: string | null;
}

/** One flow in one target of a transfer, and what became of it. */
export interface ReceiptItem {
  place: number;
  /** Null for somebody who may not see the source's workspace. */
  source: { workspace: string; kind: FlowKind; id: string; name: string } | null;
  /** The target's slug. */
  workspace: string;
  kind: FlowKind;
  /** Null for a flow that was not made. */
  flowId: string | null;
  name: string;
  /** What the preview said: create, update, in_step, by_hand, blocked, conflict or skipped. */
  result: string;
  /** What became of it; null for one for which nothing had to be sent. */
  state: ItemState | null;
  problem: ItemProblem | null;
  changeId: string | null;
  waitsUntil: string | null;
  endedAt: string | null;
  /** The flow's versions before and after, by which it can be put back; null for one that was not updated. */
  versions: { before: number; after: number } | null;
  changed: string[];
  left: { path: string; why: string }[];
  /** A code is null in a receipt that is older than codes. */
  blocked: (Omit<Blocked, "code"> & { code: BlockedCode | null })[];
  why: string | null;
  tasks: TaskView[];
}

export interface TransferReceipt {
  id: string;
  state: JobState;
  reason: string | null;
  startedBy: { id: string; name: string };
  startedAt: string;
  endedAt: string | null;
  /** Whether the caller may pause it, let it go on, and stop it. */
  mayControl: boolean;
  items: ReceiptItem[];
}

const transferRow = z.object({
  id: z.string(),
  ownerId: z.string(),
  ownerName: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  reason: z.string().nullable(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
});

const itemRow = z.object({
  id: z.string(),
  place: z.int(),
  sourceWorkspaceId: z.string(),
  sourceId: z.string().nullable(),
  sourceName: z.string(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  flowId: z.string().nullable(),
  name: z.string(),
  result: z.string(),
  detail: z.unknown(),
  state: z.enum(ITEM_STATE_NAMES).nullable(),
  problem: itemProblem.nullable(),
  changeId: z.string().nullable(),
  notBefore: z.date().nullable(),
  endedAt: z.date().nullable(),
  before: z.int().nullable(),
  after: z.int().nullable(),
});
type ItemRow = z.output<typeof itemRow>;

const taskRow = z.object({
  id: z.string(),
  itemId: z.string(),
  byHand: z.unknown(),
  doneAt: z.date().nullable(),
  doneBy: z.string().nullable(),
});

const time = (moment: Date | null) => moment?.toISOString() ?? null;

function taskView({ id, byHand, doneAt, doneBy }: z.output<typeof taskRow>): TaskView {
  const { path, words } = byHandColumn.read(byHand);
  return { id, path, words, doneAt: time(doneAt), doneBy };
}

function itemView(row: ItemRow, slugs: ReadonlyMap<string, string>, tasks: TaskView[]): ReceiptItem {
  const { place, kind, flowId, name, result, state, problem, changeId, sourceId, sourceName } = row;
  const source = slugs.get(row.sourceWorkspaceId);
  return {
    place,
    source:
      source === undefined || sourceId === null
        ? null
        : { workspace: source, kind, id: sourceId, name: sourceName },
    workspace: slugs.get(row.workspaceId) ?? "",
    ...{ kind, flowId, name, result, state, problem, changeId },
    waitsUntil: waitsUntil(row),
    endedAt: time(row.endedAt),
    versions:
      result === "update" && state === "succeeded" && row.before !== null && row.after !== null
        ? { before: row.before, after: row.after }
        : null,
    ...itemDetail.read(row.detail),
    tasks,
  };
}

/**
 * Returns what became of a transfer, as far as the caller may read its targets; the source is named to those who may read it, too.
 * Three statements.
 * @throws Problem `not_found`
 */
export async function readTransfer(caller: Caller, id: string): Promise<TransferReceipt> {
  const slugs = seenWorkspaces(caller, true);
  const [[transfer], rows, tasks] = await Promise.all([
    queryRows(prepared(), "a transfer", transferRow)`
      SELECT j."id"::text, j."ownerId"::text, u."name" AS "ownerName", j."state", j."reason", j."createdAt", j."endedAt"
      FROM "Transfer" t JOIN "Job" j ON j."id" = t."id" JOIN "User" u ON u."id" = j."ownerId" WHERE t."id" = ${id}::uuid`,
    queryRows(prepared(), "the flows of a transfer", itemRow)`
      SELECT t."id"::text, t."place", t."sourceWorkspaceId"::text, s."upstreamId" AS "sourceId", t."sourceName",
        t."targetWorkspaceId"::text AS "workspaceId", t."kind", t."flowId", t."name", t."result", t."detail",
        i."state", i."problem", i."changeId"::text, i."notBefore", i."endedAt", c."baseRevision" AS "before",
        coalesce(c."creditedRevision", (SELECT r."number" FROM "Revision" r WHERE r."changeId" = c."id")) AS "after"
      FROM "TransferItem" t LEFT JOIN "JobItem" i ON i."jobId" = t."transferId" AND i."place" = t."place"
      LEFT JOIN "Change" c ON c."id" = i."changeId"
      LEFT JOIN "Flow" s ON s."id" = t."sourceFlowId"
      WHERE t."transferId" = ${id}::uuid ORDER BY t."place"`,
    queryRows(prepared(), "work by hand of a transfer", taskRow)`
      SELECT k."id"::text, k."itemId"::text, k."byHand", k."doneAt", u."name" AS "doneBy"
      FROM "TransferTask" k JOIN "TransferItem" t ON t."id" = k."itemId" LEFT JOIN "User" u ON u."id" = k."doneById"
      WHERE t."transferId" = ${id}::uuid ORDER BY k."itemId", k."place"`,
  ]);
  const seen = rows.filter(({ workspaceId }) => slugs.has(workspaceId));
  const isOwn = transfer?.ownerId === caller.user.id;
  if (!transfer || (seen.length === 0 && !isOwn)) throw new Problem("not_found", "There is no such transfer");
  const tasksOf = (itemId: string) => tasks.filter((task) => task.itemId === itemId).map(taskView);
  const isAdmin = rows.every(({ workspaceId }) => {
    const role = caller.workspaces.find((one) => one.id === workspaceId)?.role;
    return role !== undefined && can(role, "workspace.update");
  });
  return {
    id,
    state: transfer.state,
    reason: transfer.reason,
    startedBy: { id: transfer.ownerId, name: transfer.ownerName },
    startedAt: transfer.createdAt.toISOString(),
    endedAt: time(transfer.endedAt),
    mayControl: (isOwn && !caller.token) || isAdmin,
    items: seen.map((row) => itemView(row, slugs, tasksOf(row.id))),
  };
}

const listRow = z.object({
  id: z.string(),
  ownerName: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  createdAt: z.date(),
  flows: z.int(),
  workspaces: z.int(),
  names: z.array(z.string()),
  done: z.int(),
  left: z.int(),
  tasks: z.int(),
});

/** A transfer in a list. */
export interface TransferSummary {
  id: string;
  state: JobState;
  startedBy: string;
  startedAt: string;
  /** How many flows of how many targets the caller sees of it. */
  flows: number;
  workspaces: number;
  /** The names of up to three flows. */
  names: string[];
  done: number;
  /** Still to be sent, or not succeeded. */
  left: number;
  /** Work by hand that is not done. */
  tasks: number;
}

/** Returns the transfers into workspaces whose flows a caller may read, the newest first. One statement. */
export async function listTransfers(caller: Caller): Promise<TransferSummary[]> {
  const ids = [...seenWorkspaces(caller, true).keys()];
  const rows = await queryRows(prepared(), "transfers", listRow)`
    SELECT j."id"::text, u."name" AS "ownerName", j."state", j."createdAt", x.* FROM (
      SELECT t."transferId", count(*)::int AS "flows", count(DISTINCT t."targetWorkspaceId")::int AS "workspaces",
        (array_agg(DISTINCT t."name"))[1:3] AS "names",
        count(*) FILTER (WHERE i."state" = 'succeeded' OR i."state" IS NULL AND t."result" IN ('in_step', 'by_hand'))::int AS "done",
        count(*) FILTER (WHERE i."state" <> 'succeeded' OR i."state" IS NULL AND t."result" IN ('blocked', 'conflict'))::int AS "left",
        coalesce(sum((SELECT count(*) FROM "TransferTask" k WHERE k."itemId" = t."id" AND k."doneAt" IS NULL)), 0)::int AS "tasks"
      FROM "TransferItem" t LEFT JOIN "JobItem" i ON i."jobId" = t."transferId" AND i."place" = t."place"
      WHERE t."targetWorkspaceId" = ANY(${ids}::uuid[]) GROUP BY t."transferId") x
    JOIN "Job" j ON j."id" = x."transferId" JOIN "User" u ON u."id" = j."ownerId"
    ORDER BY j."createdAt" DESC LIMIT 200`;
  return rows.map(({ ownerName, createdAt, ...row }) => ({
    ...row,
    startedBy: ownerName,
    startedAt: createdAt.toISOString(),
  }));
}
