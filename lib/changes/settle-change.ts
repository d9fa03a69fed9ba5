import "server-only";
import { z } from "zod";
import { appendEvents } from "@/lib/audit/record-event";
import { Prisma } from "@/lib/db/generated/client";
import type { ChangeState } from "@/lib/db/generated/enums";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import { type Flow, flowPathSegment } from "@/lib/flows/model/flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { etagOf, type FlowState } from "@/lib/mirror/flow-state";
import { type FlowHead, type NextState, planState, readHead, storeState } from "@/lib/mirror/store-state";
import {
  type Answer,
  type Change,
  type DuplicateIntent,
  findChange,
  outcomeUnknown,
  problemAnswer,
} from "./journal";
import { flowOf, type KnownBy, type Outcome, outcomeEvents, type Shares, sharesOf } from "./record-outcome";

const { sql } = Prisma;

/** The part of a duplicate's answer beside the new flow. An update that would change nothing is left out. */
function duplicateReport(change: Change, made: Flow): Pick<DuplicateIntent, "later" | "notCopied"> | null {
  if (change.verb !== "create" || !change.duplicate) return null;
  const { later, notCopied } = change.duplicate;
  const needed = later && diffFlows(made, applyFlowPatch(change.kind, made, later)).length > 0;
  return { later: needed ? later : null, notCopied };
}

function successAnswer(change: Change, flow: FlowState): Answer {
  const segment = flowPathSegment(change.kind);
  const created = change.verb === "create";
  return {
    status: created ? 201 : 200,
    headers: {
      "Content-Type": "application/json",
      ETag: etagOf(flow.contentHash),
      ...(created ? { Location: `/api/workspaces/${change.workspaceId}/${segment}/${flow.stored.id}` } : {}),
    },
    body: JSON.stringify({
      ...presentFlow(flow.stored),
      ...(change.verb === "restore" ? { notRestored: change.notRestored } : {}),
      ...duplicateReport(change, flow.stored),
    }),
  };
}

/** Returns what the caller gets for an outcome, now and when the request is repeated. */
export function answerFor(change: Change, outcome: Outcome): Answer {
  if (outcome.state === "succeeded") return successAnswer(change, outcome.flow);
  const problem = outcome.state === "failed" ? outcome.problem : outcomeUnknown(change.id);
  return problemAnswer(problem, change.request.id);
}

/** The states of a change that an outcome may still replace. */
function openStates({ resolvedBy, late }: KnownBy): ChangeState[] {
  if (late) return ["pending", "unknown", "failed"];
  return resolvedBy === undefined ? ["pending"] : ["pending", "unknown"];
}

/**
 * The state that the write led to, as it is stored. A state with edits of others in it is drift: somebody should decide
 * about them.
 */
function nextState(change: Change, flow: FlowState, { others }: Shares): NextState {
  const mixed = others.length > 0;
  return { state: flow, source: mixed ? "drift" : "change", changeId: mixed ? null : change.id };
}

/** The outcome's columns of the journal. */
function outcomeColumns(
  change: Change,
  outcome: Outcome,
  answer: Answer,
  credited: number | null,
): Prisma.Sql {
  const { report } = outcome;
  const mayArrive = outcome.state === "unknown" || (outcome.state === "failed" && outcome.mayArrive === true);
  const repeatable = outcome.state === "failed" && outcome.repeatable === true;
  const flowId = outcome.state === "succeeded" ? outcome.flow.stored.id : change.flowUpstreamId;
  return sql`
    "state" = ${outcome.state}::"ChangeState", "settledAt" = now(), "leaseUntil" = NULL, "checkAt" = NULL,
    "answer" = ${JSON.stringify(answer)}::jsonb, "flowUpstreamId" = ${flowId}::text,
    "idempotencyKey" = CASE WHEN ${repeatable}::boolean THEN NULL ELSE c."idempotencyKey" END,
    "upstreamStatus" = ${report?.status ?? change.upstreamStatus}::int,
    "durationMs" = ${report?.durationMs ?? change.durationMs}::int,
    "upstreamError" = ${report?.error ?? change.upstreamError}::text,
    "mayArrive" = ${mayArrive}::boolean, "creditedRevision" = ${credited}::int,
    "base" = CASE WHEN ${mayArrive}::boolean THEN c."base" END,
    "expected" = CASE WHEN ${mayArrive}::boolean THEN c."expected" END`;
}

const endRow = z.object({ open: z.int(), stored: z.int() });

/**
 * One statement, so that revision, list row, events, outcome and answer are written together or not at all.
 *
 * The state is compared as text: the planner would walk the small index of pending changes otherwise, which is full of
 * dead entries between two vacuums, and not take the one row by its id.
 */
async function write(
  change: Change,
  { outcome, answer, by }: { outcome: Outcome; answer: Answer; by: KnownBy },
  head: FlowHead,
): Promise<"settled" | "gone" | "moved"> {
  const flow = flowOf(outcome);
  const shares = flow && sharesOf(change, flow.stored);
  const next = flow && shares && nextState(change, flow, shares);
  const plan = next && planState(head, next);
  // The state was stored before its change was known to have made it: as an import, or as drift.
  const found = plan !== null && !plan.isNew && plan.revision !== change.baseRevision;
  const events = outcomeEvents(change, outcome, by, { revision: plan?.revision ?? null, shares });
  const from = sql`"open"`;
  const flowPart = next ? storeState(change, head, next, from) : sql`"flow" AS (SELECT "id" FROM ${from})`;
  const [end] = await queryRows(
    prepared(),
    "the end of a change",
    endRow,
  )(sql`
    WITH "open" AS (
      SELECT "id" FROM "Change"
      WHERE "id" = ${change.id}::uuid AND "state"::text = ANY(${openStates(by)}::text[]) FOR UPDATE),
    ${flowPart},
    "settled" AS (
      UPDATE "Change" c SET ${outcomeColumns(change, outcome, answer, found ? plan.revision : null)}
      FROM "flow" WHERE c."id" = ${change.id}::uuid RETURNING c."id"),
    "event" AS (${appendEvents(events, sql`EXISTS (SELECT 1 FROM "flow")`)})
    SELECT (SELECT count(*) FROM "open")::int AS "open", (SELECT count(*) FROM "flow")::int AS "stored"`);
  if (end?.open === 0) return "gone";
  return end?.stored === 0 ? "moved" : "settled";
}

/** A flow that changes faster than this is not settled by trying on; recovery comes back to it. */
const MOST_ROUNDS = 5;

/**
 * Ends a change: the second of the write path's two durable statements. A change that was settled meanwhile stays as it
 * is. Where the mirror got a newer state of the flow meanwhile, the outcome is worked out anew.
 *
 * @param head where the mirror stands with the flow, if the caller knows
 * @returns the answer for the caller, which is also what a repeated request gets
 */
export async function settleChange(
  change: Change,
  outcome: Outcome,
  by: KnownBy = {},
  head?: FlowHead,
): Promise<Answer> {
  const flowId = flowOf(outcome)?.stored.id ?? null;
  const answer = answerFor(change, outcome);
  let known = head;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    known ??= await readHead(change.workspaceId, change.kind, flowId);
    const end = await write(change, { outcome, answer, by }, known);
    if (end === "settled") return answer;
    if (end === "gone") break;
    known = undefined;
  }
  const settled = await findChange(change.id);
  return settled?.answer ?? problemAnswer(outcomeUnknown(change.id), change.request.id);
}
