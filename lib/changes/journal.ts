import "server-only";
import { z } from "zod";
import type { AuditActor, AuditRequest } from "@/lib/audit/event";
import { storedActor, storedRequest } from "@/lib/audit/event-schemas";
import { recordTime } from "@/lib/audit/record-clock";
import { database, type Transaction } from "@/lib/db/client";
import type { Change as ChangeRow } from "@/lib/db/generated/client";
import { jsonColumn } from "@/lib/db/json-column";
import { CALL_FLOW_FIELDS, CALL_FLOW_GROUPS } from "@/lib/flows/fields/call-flow-fields";
import { MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS } from "@/lib/flows/fields/message-flow-fields";
import { requestShape } from "@/lib/flows/fields/request-schema";
import { OPEN_STATES, type OpenState } from "@/lib/flows/model/change-state";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/apply-patch";
import type { NotCopied } from "@/lib/flows/requests/copy-flow";
import { storedFlow } from "@/lib/mirror/flow-state";
import { type RestoreIntent, restoreIntent } from "@/lib/mirror/revision-authorship";
import { storedRevision } from "@/lib/mirror/revisions";
import { Problem, problemDocument } from "@/lib/problems/problem";

/**
 * The answer to a write, as the journal keeps it: a request that is repeated with the same key gets it again.
 * The body is text, since the database would reorder a JSON object's members.
 */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An answer that says what went wrong. `requestId` is that of the first request, also in a replay. */
export function problemAnswer(problem: Problem, requestId: string): Answer {
  return {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", ...problem.headers },
    body: JSON.stringify(problemDocument(problem, requestId)),
  };
}

/** The answer for a change that was sent and whose outcome is not known yet. Never a cue to retry. */
export function outcomeUnknown(changeId: string): Problem {
  return new Problem(
    "outcome_unknown",
    "The change was sent, and Trillet's answer was lost. Don't send it again: it is being looked up",
    { extra: { changeId } },
  );
}

const text = z.string();
const answer: z.ZodType<Answer> = z.object({
  status: z.int(),
  headers: z.record(text, text),
  body: text,
});
const notDone: z.ZodType<NotCopied[]> = z.array(z.object({ path: text, why: text }));

/**
 * The part of a copying create's journal entry beside the body: recovery must give the same answer as the request
 * itself would.
 */
export interface DuplicateIntent {
  /** The source's upstream id. */
  from: string;
  later: FlowPatch | null;
  notCopied: NotCopied[];
  /** How many values of webhook headers were read from the source to be copied. Absent before that, and in old ones. */
  secretsCopied?: number;
}

const duplicate: z.ZodType<DuplicateIntent> = z.object({
  from: text,
  later: z.record(text, z.unknown()).nullable(),
  notCopied: notDone,
  secretsCopied: z.int().optional(),
});
/** By their types alone: the rules of today may be stricter than those by which a create was accepted. */
const bodies: Record<FlowKind, z.ZodType> = {
  call_flow: z.strictObject(requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "create", "", "stored")),
  message_flow: z.strictObject(
    requestShape(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, "create", "", "stored"),
  ),
};

export const changeAnswer = jsonColumn("Change.answer", answer);
const changePaths = jsonColumn("Change.patchPaths", z.array(text));
export const duplicateColumn = jsonColumn(
  "Change.intent",
  z.looseObject({ duplicate: duplicate.optional() }),
);

/** What a change is meant to do, by its verb. */
type Intent =
  | { verb: "create"; duplicate: DuplicateIntent | null }
  | { verb: "update" }
  | ({ verb: "restore" } & RestoreIntent);

/** A row of the journal, parsed. */
export type Change = Omit<
  ChangeRow,
  "actor" | "request" | "base" | "expected" | "patchPaths" | "answer" | "verb"
> &
  Intent & {
    actor: AuditActor & { id: string };
    request: AuditRequest;
    /** The state that the write was worked out from; null for a create. */
    base: StoredFlow | null;
    /** The state that the write should lead to; null for a create, and for a change that was refused before. */
    expected: StoredFlow | null;
    patchPaths: string[];
    answer: Answer | null;
  };

function intentOf({ verb, intent }: Pick<ChangeRow, "verb" | "intent">): Intent {
  if (verb === "restore") return { verb, ...restoreIntent.read(intent) };
  return verb === "update" ? { verb } : { verb, duplicate: duplicateColumn.read(intent).duplicate ?? null };
}

/**
 * Parses a row of the journal. The state before the write is a revision; versions before `baseRevision` wrote the state
 * itself.
 * @throws Unreadable for a row that another version wrote differently
 */
export async function readChange(row: ChangeRow): Promise<Change> {
  const { workspaceId, kind, flowUpstreamId, baseRevision } = row;
  const base =
    baseRevision !== null && flowUpstreamId !== null
      ? await storedRevision(workspaceId, kind, flowUpstreamId, baseRevision)
      : storedFlow.readOrNull(kind, row.base);
  return {
    ...row,
    ...intentOf(row),
    actor: storedActor.read(row.actor),
    request: storedRequest.read(row.request),
    base,
    expected: storedFlow.readOrNull(kind, row.expected),
    patchPaths: changePaths.readOrNull(row.patchPaths) ?? [],
    answer: changeAnswer.readOrNull(row.answer),
  };
}

/** Returns a change of the journal, by its id; null for none. */
export async function findChange(id: string, workspaceId?: string): Promise<Change | null> {
  const row = await database().change.findFirst({ where: { id, ...(workspaceId ? { workspaceId } : {}) } });
  return row ? await readChange(row) : null;
}

/**
 * Returns the body of a create, secrets masked: a lost flow is recognised by it. Null for a copy that was refused before
 * its body was known.
 * @throws Unreadable
 */
export function intendedBody(kind: FlowKind, { intent }: Pick<ChangeRow, "intent">): CreateFlow | null {
  const { duplicate: _, ...body } = duplicateColumn.read(intent);
  if (Object.keys(body).length === 0) return null;
  return jsonColumn("Change.intent", bodies[kind] as z.ZodType<CreateFlow>).read(body);
}

/** A request to write a flow, already authenticated, authorized and parsed. */
export interface ChangeRequest {
  workspaceId: string;
  kind: FlowKind;
  actor: AuditActor & { id: string };
  request: AuditRequest;
  /** The `Idempotency-Key` header. */
  idempotencyKey: string;
  reason: string | null;
  /** The transfer that it is part of; absent for any other request. */
  transferId?: string;
  /** What was known when its caller was read, as `sceneBesideCaller` reads it; absent where nobody has. */
  scene?: unknown;
}

/** The facts of a new entry that its request doesn't have. */
type NewEntry = Pick<
  Change,
  | "id"
  | "verb"
  | "flowName"
  | "requestDigest"
  | "base"
  | "baseRevision"
  | "expected"
  | "patchPaths"
  | "upstreamMethod"
  | "upstreamPath"
> & { flowId: string | null; intent: unknown };

/** Makes a change out of a request, pending and not stored yet. */
export function changeOf(request: ChangeRequest, { flowId, intent: given, ...entry }: NewEntry): Change {
  // As the column will have it: without what JSON can't express.
  const intent: ChangeRow["intent"] = JSON.parse(JSON.stringify(given));
  return {
    ...entry,
    ...intentOf({ verb: entry.verb, intent }),
    intent,
    workspaceId: request.workspaceId,
    actorId: request.actor.id,
    actor: request.actor,
    request: request.request,
    idempotencyKey: request.idempotencyKey,
    kind: request.kind,
    reason: request.reason,
    transferId: request.transferId ?? null,
    flowUpstreamId: flowId,
    state: "pending",
    upstreamStatus: null,
    upstreamError: null,
    durationMs: null,
    leaseUntil: null,
    checkAt: null,
    failedChecks: 0,
    mayArrive: false,
    creditedRevision: null,
    unchangedSince: null,
    createdAt: recordTime(),
    sentAt: null,
    settledAt: null,
    answer: null,
  };
}

export interface OpenChange {
  id: string;
  kind: string;
  verb: string;
  /** Null for a create whose flow is not known yet. */
  flowId: string | null;
  flowName: string;
  state: OpenState;
  actorName: string;
  startedAt: string;
}

/** The changes of a workspace that are in flight, or whose outcome is not known; oldest first. */
export async function listOpenChanges(workspaceId: string, state?: OpenState): Promise<OpenChange[]> {
  const rows = await database().change.findMany({
    where: { workspaceId, state: state ?? { in: [...OPEN_STATES] } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    verb: row.verb,
    flowId: row.flowUpstreamId,
    flowName: row.flowName,
    state: row.state === "unknown" ? "unknown" : "pending",
    actorName: storedActor.read(row.actor).name,
    startedAt: row.createdAt.toISOString(),
  }));
}

/**
 * Replaces a person's name and address in the journal's own copies, and removes where their requests came from. A change that
 * is still open keeps them, since its event is yet to be recorded.
 */
export async function forgetActor(
  tx: Transaction,
  actorId: string,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Change" SET
      "actor" = "actor" || jsonb_build_object('name', ${name}::text, 'email', ${email}::text),
      "request" = "request" || jsonb_build_object('ip', NULL, 'userAgent', NULL)
    WHERE "actorId" = ${actorId}::uuid AND "state" <> 'pending'`;
}
