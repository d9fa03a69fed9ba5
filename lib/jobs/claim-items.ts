import "server-only";
import { z } from "zod";
import type { AuditRequest } from "@/lib/audit/event";
import { storedRequest } from "@/lib/audit/event-schemas";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import type { ItemState } from "./job-states";

const { sql } = Prisma;

/** How long an item belongs to whoever took it, unless it is renewed: after a crash, its job goes on by then. */
const LEASE_SECONDS = 15;

const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS}::float8)`;

/** One flow of a job that this process works on. */
export interface ClaimedItem {
  jobId: string;
  place: number;
  attempt: number;
  workspaceId: string;
  kind: FlowKind;
  /** Null for a flow that is to be made. */
  flowId: string | null;
  ifMatch: string | null;
  leftOut: unknown;
  ownerId: string;
  tokenId: string | null;
  reason: string | null;
  request: AuditRequest;
  sealedWork: string;
}

const claimedRow = z.object({
  jobId: z.string(),
  place: z.int(),
  attempt: z.int(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  flowId: z.string().nullable(),
  ifMatch: z.string().nullable(),
  leftOut: z.unknown(),
  ownerId: z.string(),
  tokenId: z.string().nullable(),
  reason: z.string().nullable(),
  request: z.unknown(),
  sealedWork: z.string(),
});

/**
 * Takes the next items: at most one of each workspace, since its upstream counts requests, and no workspace waits for another
 * one. Jobs of one workspace take turns. An item whose holder has died is taken again: its idempotency key sees to it that
 * nothing is sent twice.
 *
 * @param holder names this process
 * @param most how many at most
 */
export async function claimItems(holder: string, most: number): Promise<ClaimedItem[]> {
  const rows = await queryRows(prepared(), "the items that are due", claimedRow)`
    WITH "due" AS MATERIALIZED (
      SELECT d."jobId", d."place" FROM (
        SELECT n."jobId", n."place",
               row_number() OVER (PARTITION BY n."workspaceId" ORDER BY n."place", m."createdAt") AS "turn"
        FROM "JobItem" n JOIN "Job" m ON m."id" = n."jobId"
        WHERE n."state" IN ('waiting', 'running') AND m."state" = 'running'
          AND (n."state" = 'waiting' AND coalesce(n."notBefore" <= now(), true) OR n."leaseUntil" <= now())
          AND NOT EXISTS (SELECT 1 FROM "JobItem" b WHERE b."workspaceId" = n."workspaceId"
                          AND b."state" = 'running' AND b."leaseUntil" > now())) d
      WHERE d."turn" = 1 LIMIT ${most}::int),
    "taken" AS MATERIALIZED (
      SELECT c."jobId", c."place" FROM "JobItem" c JOIN "due" d ON d."jobId" = c."jobId" AND d."place" = c."place"
      WHERE c."state" = 'waiting' OR c."state" = 'running' AND c."leaseUntil" <= now()
      FOR NO KEY UPDATE OF c SKIP LOCKED)
    UPDATE "JobItem" i SET "state" = 'running', "holder" = ${holder}::uuid, "leaseUntil" = ${lease}, "notBefore" = NULL
    FROM "taken" t, "Job" j
    WHERE i."jobId" = t."jobId" AND i."place" = t."place" AND j."id" = i."jobId"
    RETURNING i."jobId", i."place", i."attempt", i."workspaceId", i."kind", i."flowId", i."ifMatch", i."leftOut",
              j."ownerId", j."tokenId", j."reason", j."request", j."sealedWork"`;
  return rows.map((row) => ({ ...row, request: storedRequest.read(row.request) }));
}

/** Keeps the items that this process works on. */
export async function renewItems(holder: string): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "JobItem" SET "leaseUntil" = ${lease} WHERE "state" = 'running' AND "holder" = ${holder}::uuid`;
}

type Item = Pick<ClaimedItem, "jobId" | "place">;

const mine = ({ jobId, place }: Item, holder: string) =>
  sql`"jobId" = ${jobId}::uuid AND "place" = ${place}::int AND "state" = 'running' AND "holder" = ${holder}::uuid`;

/** What is said of an item that did not succeed. */
export const itemProblem = z.object({ code: z.string(), detail: z.string() });
export type ItemProblem = z.output<typeof itemProblem>;

export interface ItemEnd {
  state: Exclude<ItemState, "waiting" | "running">;
  problem: ItemProblem | null;
  changeId: string | null;
  /** The flow that was made; left out where it was known before, or there is none. */
  flowId?: string;
}

/** What becomes of what is left of a job in an item's workspace, and why. */
export interface RestEnd {
  /** `cancelled` where it could be sent, and is not because of what became of another one. */
  state: "failed" | "cancelled";
  problem: ItemProblem;
}

/**
 * Stores how an item ended. Nothing happens where another process has it by now.
 * @param rest ends what is left of the job in its workspace, too; in the same statement, since a process may die after each
 */
export async function endItem(
  item: Item & Pick<ClaimedItem, "workspaceId">,
  holder: string,
  { state, problem, changeId, flowId }: ItemEnd,
  rest: RestEnd | null,
): Promise<void> {
  await prepared().$queryRaw`
    WITH "ended" AS (
      UPDATE "JobItem" SET "state" = ${state}::"JobItemState", "problem" = ${problem === null ? null : JSON.stringify(problem)}::jsonb,
        "changeId" = ${changeId}::uuid, "flowId" = coalesce(${flowId ?? null}::text, "flowId"), "endedAt" = now(),
        "holder" = NULL, "leaseUntil" = NULL
      WHERE ${mine(item, holder)} RETURNING "jobId")
    UPDATE "JobItem" SET "state" = ${rest?.state ?? "failed"}::"JobItemState",
      "problem" = ${JSON.stringify(rest?.problem ?? null)}::jsonb, "endedAt" = now()
    WHERE ${rest !== null} AND "jobId" = (SELECT "jobId" FROM "ended") AND "workspaceId" = ${item.workspaceId}::uuid
      AND "state" = 'waiting'`;
}

/** Puts an item back, to be taken later. */
export async function putBack(item: Item, holder: string, afterMs: number): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "JobItem" SET "state" = 'waiting', "holder" = NULL, "leaseUntil" = NULL,
      "notBefore" = now() + make_interval(secs => ${afterMs / 1000}::float8)
    WHERE ${mine(item, holder)}`;
}

/** Lets all of a person's items in a workspace wait: what they wait for is what they share. */
export async function letWait(
  { workspaceId, ownerId }: Pick<ClaimedItem, "workspaceId" | "ownerId">,
  afterMs: number,
): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "JobItem" SET "notBefore" = now() + make_interval(secs => ${afterMs / 1000}::float8)
    WHERE "workspaceId" = ${workspaceId}::uuid AND "state" = 'waiting'
      AND "jobId" IN (SELECT "id" FROM "Job" WHERE "ownerId" = ${ownerId}::uuid AND "state" = 'running')`;
}

/**
 * Lets every item be taken again at once. Only for the embedded database at start: no other process can work on one then.
 */
export async function endItemLeases(): Promise<void> {
  await prepared().$queryRaw`UPDATE "JobItem" SET "leaseUntil" = now() WHERE "state" = 'running'`;
}
