import "server-only";
import { v7 as uuidv7 } from "uuid";
import { storedActor } from "@/lib/audit/event-schemas";
import { database } from "@/lib/db/client";
import type { Change as ChangeRow, Prisma } from "@/lib/db/generated/client";
import type { ChangeVerb } from "@/lib/db/generated/enums";
import { Problem } from "@/lib/problems/problem";
import { type Answer, type ChangeRequest, changeAnswer } from "./journal";

/** What a request wants changed, as the journal keeps it. */
interface RequestedChange {
  verb: ChangeVerb;
  /** Null for a create. */
  flowId: string | null;
  flowName: string;
  /** The parsed body, secrets masked. */
  intent: unknown;
  /** A keyed digest of method, path, If-Match and body: a repeated request has the same one. */
  requestDigest: string;
}

/** A new change; or the answer that the same request got before. */
type Admission = { change: ChangeRow; earlier: null } | { change: null; earlier: Answer };

const MOST_ATTEMPTS = 3;

function newChange(request: ChangeRequest, requested: RequestedChange): Prisma.ChangeCreateManyInput {
  return {
    id: uuidv7(),
    workspaceId: request.workspaceId,
    actorId: request.actor.id,
    idempotencyKey: request.idempotencyKey,
    requestDigest: requested.requestDigest,
    kind: request.kind,
    verb: requested.verb,
    flowUpstreamId: requested.flowId,
    flowName: requested.flowName,
    reason: request.reason,
    actor: { ...request.actor },
    request: { ...request.request },
    intent: requested.intent as Prisma.InputJsonValue,
  };
}

/** The answer for a key that is in the journal already. */
function answerOf(known: ChangeRow, requestDigest: string): Answer {
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
 * Records a change before anything is sent: the first of the write path's two transactions.
 * Two unique indexes decide which of two requests comes first: one key per person and workspace, and one pending
 * change per flow.
 *
 * @returns the new pending change, or the stored answer of the same request made before
 * @throws Problem `idempotency_mismatch`, `idempotency_in_progress` or `change_in_progress`
 */
export async function admitChange(request: ChangeRequest, requested: RequestedChange): Promise<Admission> {
  const data = newChange(request, requested);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const { count } = await database().change.createMany({ data: [data], skipDuplicates: true });
    if (count === 1) {
      const change = await database().change.findUniqueOrThrow({ where: { id: data.id } });
      return { change, earlier: null };
    }
    const known = await database().change.findFirst({
      where: {
        workspaceId: request.workspaceId,
        actorId: request.actor.id,
        idempotencyKey: request.idempotencyKey,
      },
    });
    if (known) return { change: null, earlier: answerOf(known, requested.requestDigest) };
    if (requested.flowId !== null) await refuseBusyFlow(request, requested.flowId);
    // Neither exists any more: it was settled or released in between. So the way is free now.
  }
  throw new Problem(
    "change_in_progress",
    "This flow is being changed very often right now. Try again shortly",
  );
}
