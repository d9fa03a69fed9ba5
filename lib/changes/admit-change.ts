import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { appendEvents } from "@/lib/audit/record-event";
import { type Column, columnNames, columnValues } from "@/lib/db/columns";
import { Prisma } from "@/lib/db/generated/client";
import type { ChangeVerb } from "@/lib/db/generated/enums";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { WireRequest } from "@/lib/upstream/request";
import { type Answer, type Change, type ChangeRequest, changeOf } from "./journal";
import { leaseSeconds } from "./lease";
import type { ObservedFlow } from "./observe-flow";
import { flowOf, type Outcome, outcomeEvents, sharesOf } from "./record-outcome";
import type { Scene } from "./scene";
import { answerFor } from "./settle-change";

const { sql } = Prisma;

/** What a request wants changed, as the journal keeps it. */
export interface RequestedChange {
  verb: ChangeVerb;
  /** Null for a create. */
  flowId: string | null;
  flowName: string;
  /** The parsed body, secrets masked. */
  intent: unknown;
  /** A keyed digest of method, path, If-Match and body: a repeated request has the same one. */
  requestDigest: string;
}

/** What a change is to lead to: recovery judges a lost answer by that. */
export interface Expectation {
  /** The flow before the write, and its revision; null for a create. */
  base: StoredFlow | null;
  baseRevision: number | null;
  /** The flow as the write intends it; null for a create. */
  expected: StoredFlow | null;
  /** JSON pointers of the fields that the write sets. */
  patchPaths: string[];
}

export const NO_EXPECTATION: Expectation = {
  base: null,
  baseRevision: null,
  expected: null,
  patchPaths: [],
};

/** Makes the journal's entry of a request, not stored yet. */
export function newChange(
  request: ChangeRequest,
  requested: RequestedChange,
  expectation: Expectation,
  wire: WireRequest | null,
): Change {
  return changeOf(request, {
    id: uuidv7(),
    ...requested,
    ...expectation,
    upstreamMethod: wire?.method ?? null,
    upstreamPath: wire?.path ?? null,
  });
}

/** The columns that every new entry has, and their values. */
function entryColumns(change: Change): Column[] {
  return [
    ["id", sql`${change.id}::uuid`],
    ["workspaceId", sql`${change.workspaceId}::uuid`],
    ["actorId", sql`${change.actorId}::uuid`],
    ["idempotencyKey", sql`${change.idempotencyKey}::text`],
    ["requestDigest", sql`${change.requestDigest}::text`],
    ["kind", sql`${change.kind}::"FlowKind"`],
    ["verb", sql`${change.verb}::"ChangeVerb"`],
    ["flowUpstreamId", sql`${change.flowUpstreamId}::text`],
    ["flowName", sql`${change.flowName}::text`],
    ["reason", sql`${change.reason}::text`],
    ["transferId", sql`${change.transferId}::uuid`],
    ["actor", sql`${JSON.stringify(change.actor)}::jsonb`],
    ["request", sql`${JSON.stringify(change.request)}::jsonb`],
    ["intent", sql`${JSON.stringify(change.intent)}::jsonb`],
    ["createdAt", sql`${change.createdAt}::timestamptz`],
    ["upstreamMethod", sql`${change.upstreamMethod}::text`],
    ["upstreamPath", sql`${change.upstreamPath}::text`],
  ];
}

const sentRow = z.object({ sentAt: z.date() });

/**
 * Admits a change and marks it as sending, in one durable statement: from here on a crash leaves a change that may have
 * been applied; before it, nothing. It finds the flow as it was read, and no other change admitted since, or does
 * nothing. Two unique indexes decide which of two requests comes first: one key per person and workspace, and one
 * pending change per flow.
 *
 * @param seen the flow as it was read; null for a create
 * @returns the change; null when it was not admitted: what the request was judged by is out of date
 */
export async function admitChange(
  scene: Scene,
  change: Change,
  seen: ObservedFlow | null,
): Promise<Change | null> {
  const columns: Column[] = [
    ...entryColumns(change),
    ["baseRevision", sql`${change.baseRevision}::int`],
    ["expected", sql`${change.expected && JSON.stringify(change.expected)}::jsonb`],
    ["patchPaths", sql`${JSON.stringify(change.patchPaths)}::jsonb`],
    ["leaseUntil", sql`now() + make_interval(secs => ${leaseSeconds()}::float8)`],
    ["sentAt", sql`now()`],
  ];
  const fence = seen
    ? sql`
    UPDATE "Flow" SET "epoch" = "epoch" + 1
    WHERE "id" = ${seen.fence?.rowId ?? null}::uuid AND "epoch" = ${seen.fence?.epoch ?? null}::int
      AND "revisionNumber" = ${seen.head.revision}::int AND "contentHash" = ${seen.head.contentHash}::text
      AND clock_timestamp() < ${scene.at}::timestamptz + make_interval(secs => ${leaseSeconds()}::float8)
    RETURNING 1`
    : sql`SELECT 1`;
  const [admitted] = await queryRows(
    prepared(),
    "an admitted change",
    sentRow,
  )(sql`
    WITH "fence" AS (${fence})
    INSERT INTO "Change" (${columnNames(columns)}) SELECT ${columnValues(columns)} FROM "fence"
    ON CONFLICT DO NOTHING RETURNING "sentAt"`);
  return admitted ? { ...change, sentAt: admitted.sentAt } : null;
}

const endedRow = z.object({ id: z.string() });

/**
 * Records a request that ends without a write, with its answer and event, in one durable statement: it was refused by the
 * flow's state or by the upstream, or everything is as wanted already.
 *
 * @param revision the flow's revision that the outcome leaves as it is; null where there is none
 * @returns the answer; null when another request has used the key meanwhile
 */
export async function endUnsent(
  change: Change,
  outcome: Outcome,
  revision: number | null,
): Promise<Answer | null> {
  const answer = answerFor(change, outcome);
  const repeatable = outcome.state === "failed" && outcome.repeatable === true;
  const columns: Column[] = [
    ...entryColumns(repeatable ? { ...change, idempotencyKey: null } : change),
    ["state", sql`${outcome.state}::"ChangeState"`],
    ["answer", sql`${JSON.stringify(answer)}::jsonb`],
    ["settledAt", sql`now()`],
    ["leaseUntil", sql`NULL::timestamptz`],
    ["checkAt", sql`NULL::timestamptz`],
  ];
  const flow = flowOf(outcome);
  const shares = flow && sharesOf(change, flow.stored);
  const events = outcomeEvents(change, outcome, {}, { revision, shares });
  const [ended] = await queryRows(
    prepared(),
    "a change that was not sent",
    endedRow,
  )(sql`
    WITH "ended" AS (
      INSERT INTO "Change" (${columnNames(columns)}) VALUES (${columnValues(columns)})
      ON CONFLICT DO NOTHING RETURNING "id"),
    "event" AS (${appendEvents(events, sql`EXISTS (SELECT 1 FROM "ended")`)})
    SELECT "id" FROM "ended"`);
  return ended ? answer : null;
}
