import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { type Caller, openWorkspaces } from "@/lib/identity/find-caller";
import { can } from "@/lib/identity/roles";
import { Problem } from "@/lib/problems/problem";
import { type ItemProblem, itemProblem } from "./claim-items";
import {
  countItems,
  ITEM_STATE_NAMES,
  type ItemState,
  JOB_STATE_NAMES,
  type JobCounts,
  type JobState,
  outcomeOf,
} from "./job-states";
import { openWork, shownWork } from "./job-work";

const { sql } = Prisma;

/** One flow of a job, as people see it. */
export interface ItemView {
  /** The workspace's slug. */
  workspace: string;
  kind: FlowKind;
  /** Null for a flow that is not made yet. */
  id: string | null;
  name: string;
  state: ItemState;
  /** Null while it is still to do. */
  outcome: ItemState | null;
  changeId: string | null;
  problem: ItemProblem | null;
  /** Until then it waits: for the request budget, or for somebody else's change. */
  waitsUntil: string | null;
  endedAt: string | null;
}

/** A job without its flows. */
export interface JobSummary extends JobCounts {
  id: string;
  type: string;
  state: JobState;
  /** What it does, without secrets. */
  work: Record<string, unknown>;
  reason: string | null;
  startedBy: { id: string; name: string };
  startedAt: string;
  endedAt: string | null;
}

export interface JobView extends JobSummary {
  /** Whether the caller may pause it, let it go on, cancel it, and have what failed done again. */
  mayControl: boolean;
  items: ItemView[];
}

const jobRow = z.object({
  id: z.string(),
  ownerId: z.string(),
  ownerName: z.string(),
  type: z.string(),
  state: z.enum(JOB_STATE_NAMES),
  sealedWork: z.string(),
  reason: z.string().nullable(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
});
type JobRow = z.output<typeof jobRow>;

const JOB_COLUMNS = sql`
  j."id", j."ownerId", u."name" AS "ownerName", j."type", j."state", j."sealedWork", j."reason", j."createdAt", j."endedAt"`;

const itemRow = z.object({
  jobId: z.string(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  flowId: z.string().nullable(),
  flowName: z.string(),
  state: z.enum(ITEM_STATE_NAMES),
  changeId: z.string().nullable(),
  problem: itemProblem.nullable(),
  notBefore: z.date().nullable(),
  endedAt: z.date().nullable(),
});
type ItemRow = z.output<typeof itemRow>;

const time = (moment: Date | null) => moment?.toISOString() ?? null;

/** Until when a flow waits; null for one that doesn't. */
export function waitsUntil({
  state,
  notBefore,
}: {
  state: ItemState | null;
  notBefore: Date | null;
}): string | null {
  return state === "waiting" && notBefore !== null && notBefore > new Date() ? time(notBefore) : null;
}

/**
 * Returns the workspaces in which a caller may see a job, their slugs by their ids: of an own job where they may read flows, of
 * another's where they are admin.
 */
export function seenWorkspaces(caller: Caller, isOwn: boolean): Map<string, string> {
  const open = openWorkspaces(caller, ["call_flow.read", "message_flow.read"]);
  const seen = isOwn ? open : open.filter(({ role }) => can(role, "workspace.update"));
  return new Map(seen.map(({ id, slug }) => [id, slug]));
}

function summaryOf(row: JobRow, items: Parameters<typeof countItems>[0]): JobSummary {
  const { id, type, state, reason, ownerId, ownerName } = row;
  return {
    id,
    type,
    state,
    work: shownWork(openWork(id, row.sealedWork)),
    reason,
    startedBy: { id: ownerId, name: ownerName },
    startedAt: row.createdAt.toISOString(),
    endedAt: time(row.endedAt),
    ...countItems(items),
  };
}

function itemView(row: ItemRow, slug: string): ItemView {
  return {
    workspace: slug,
    kind: row.kind,
    id: row.flowId,
    name: row.flowName,
    state: row.state,
    outcome: outcomeOf(row.state),
    changeId: row.changeId,
    problem: row.problem,
    waitsUntil: waitsUntil(row),
    endedAt: time(row.endedAt),
  };
}

/**
 * Returns a job as a caller may see it: an own one as far as they may still read its workspaces, another's as far as they are
 * admin there. Two statements, whatever the number of flows.
 *
 * @throws Problem `not_found`
 */
export async function readJob(caller: Caller, id: string): Promise<JobView> {
  const [row] = await queryRows(prepared(), "a job", jobRow)`
    SELECT ${JOB_COLUMNS} FROM "Job" j JOIN "User" u ON u."id" = j."ownerId" WHERE j."id" = ${id}::uuid`;
  const all = row
    ? await queryRows(prepared(), "the flows of a job", itemRow)`
        SELECT "jobId", "workspaceId", "kind", "flowId", "flowName", "state", "changeId", "problem", "notBefore", "endedAt"
        FROM "JobItem" WHERE "jobId" = ${id}::uuid ORDER BY "place"`
    : [];
  const isOwn = row?.ownerId === caller.user.id;
  const seen = seenWorkspaces(caller, isOwn);
  const items = all.flatMap((item) => {
    const slug = seen.get(item.workspaceId);
    return slug === undefined ? [] : [{ ...item, slug }];
  });
  if (!row || (items.length === 0 && !isOwn)) throw new Problem("not_found", "There is no such job");
  return {
    ...summaryOf(row, items),
    mayControl: (isOwn && !caller.token) || items.length === all.length,
    items: items.map((item) => itemView(item, item.slug)),
  };
}

const countRow = z.object({
  jobId: z.string(),
  workspaceId: z.string(),
  state: z.enum(ITEM_STATE_NAMES),
  count: z.int(),
});

/**
 * Returns a person's jobs without their flows, the newest first. Two statements.
 * @param onlyOpen leaves out those that have ended
 */
export async function listJobs(caller: Caller, onlyOpen: boolean): Promise<JobSummary[]> {
  const rows = await queryRows(prepared(), "somebody's jobs", jobRow)`
    SELECT ${JOB_COLUMNS} FROM "Job" j JOIN "User" u ON u."id" = j."ownerId"
    WHERE j."ownerId" = ${caller.user.id}::uuid AND (NOT ${onlyOpen}::boolean OR j."endedAt" IS NULL)
    ORDER BY j."createdAt" DESC LIMIT 200`;
  if (rows.length === 0) return [];
  const items = await queryRows(prepared(), "the states of flows of jobs", countRow)`
    SELECT "jobId", "workspaceId", "state", count(*)::int AS "count" FROM "JobItem"
    WHERE "jobId" = ANY(${rows.map(({ id }) => id)}::uuid[]) GROUP BY "jobId", "workspaceId", "state"`;
  const seen = seenWorkspaces(caller, true);
  const byJob = new Map(rows.map(({ id }): [string, typeof items] => [id, []]));
  for (const item of items) if (seen.has(item.workspaceId)) byJob.get(item.jobId)?.push(item);
  return rows.map((row) => summaryOf(row, byJob.get(row.id) ?? []));
}

/** Whether a job of a person has not ended. */
export async function hasOpenJobs(userId: string): Promise<boolean> {
  const rows = await queryRows(prepared(), "an open job", z.object({ id: z.string() }))`
    SELECT "id" FROM "Job" WHERE "ownerId" = ${userId}::uuid AND "endedAt" IS NULL LIMIT 1`;
  return rows.length > 0;
}
