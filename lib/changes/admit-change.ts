import "server-only";
import { v7 as uuidv7 } from "uuid";
import { storedActor } from "@/lib/audit/stored-parts";
import { database } from "@/lib/db/client";
import type { Change, Prisma } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { type ChangeRequest, type ChangeVerb, changeAnswer, type StoredAnswer } from "./journal";

interface ChangeIntent {
  verb: ChangeVerb;
  /** Null for a create. */
  flowId: string | null;
  flowName: string;
  /** The parsed body, secrets masked. */
  intent: unknown;
  /** A keyed digest of method, path, If-Match and body: tells a repeated request from another one. */
  requestDigest: string;
}

type Admission = { admitted: true; change: Change } | { admitted: false; replay: StoredAnswer };

const TRIES = 3;

function newChange(request: ChangeRequest, intent: ChangeIntent): Prisma.ChangeCreateManyInput {
  return {
    id: uuidv7(),
    workspaceId: request.workspaceId,
    actorId: request.actor.id,
    idempotencyKey: request.idempotencyKey,
    requestDigest: intent.requestDigest,
    kind: request.kind,
    verb: intent.verb,
    flowUpstreamId: intent.flowId,
    flowName: intent.flowName,
    reason: request.reason,
    actor: { ...request.actor },
    request: { ...request.request },
    intent: intent.intent as Prisma.InputJsonValue,
  };
}

/** The answer for a key that is in the journal already. */
function answerOf(known: Change, requestDigest: string): StoredAnswer {
  if (known.requestDigest !== requestDigest) {
    throw new Problem(
      "idempotency_mismatch",
      "This Idempotency-Key was sent with another request before. Use a new key for a new request",
    );
  }
  if (known.answer === null) {
    throw new Problem(
      "idempotency_in_progress",
      "A request with this key is still running. Ask again shortly",
      {
        headers: { "Retry-After": "1" },
        extra: { changeId: known.id },
      },
    );
  }
  return changeAnswer.read(known.answer);
}

async function refuseBusyFlow(request: ChangeRequest, flowId: string): Promise<boolean> {
  const busy = await database().change.findFirst({
    where: { workspaceId: request.workspaceId, kind: request.kind, flowUpstreamId: flowId, state: "pending" },
  });
  if (!busy) return false;
  const { name } = storedActor.read(busy.actor);
  throw new Problem(
    "change_in_progress",
    `${name} is changing this flow right now. Load it again in a moment, then make your change`,
    { headers: { "Retry-After": "2" }, extra: { changeId: busy.id, by: name, since: busy.createdAt } },
  );
}

/**
 * Writes the intent down before anything is sent: the first of the write path's two transactions.
 * The database decides who comes first, by two unique indexes: one key per person and workspace, and one pending
 * change per flow.
 *
 * @returns the new pending change, or the stored answer of the same request made before
 * @throws Problem `idempotency_mismatch`, `idempotency_in_progress` or `change_in_progress`
 */
export async function admitChange(request: ChangeRequest, intent: ChangeIntent): Promise<Admission> {
  const data = newChange(request, intent);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { count } = await database().change.createMany({ data: [data], skipDuplicates: true });
    if (count === 1) {
      return {
        admitted: true,
        change: await database().change.findUniqueOrThrow({ where: { id: data.id } }),
      };
    }
    const known = await database().change.findFirst({
      where: {
        workspaceId: request.workspaceId,
        actorId: request.actor.id,
        idempotencyKey: request.idempotencyKey,
      },
    });
    if (known) return { admitted: false, replay: answerOf(known, intent.requestDigest) };
    if (intent.flowId !== null) await refuseBusyFlow(request, intent.flowId);
    // Neither is there any more: it was settled or released between the two looks. So the way is free now.
  }
  throw new Problem(
    "change_in_progress",
    "This flow is being changed very often right now. Try again shortly",
  );
}
