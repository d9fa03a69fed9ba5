import "server-only";
import { type AuditActor, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import { hasOwnEvent } from "@/lib/audit/tally/has-own-event";
import type { Requester } from "@/lib/identity/requester";
import { log } from "@/lib/log";
import type { Problem } from "@/lib/problems/problem";
import { recordRefusal } from "./record-refusal";
import { refusalTarget } from "./refusal-target";

/** Who acts by a link that was sent to them, and not by a session. */
const SOMEBODY: AuditActor = {
  type: "user",
  id: null,
  email: null,
  name: "Somebody with a link",
  role: null,
};

export interface FailedRequest {
  action: string;
  params: Record<string, string>;
  origin: AuditRequest;
  requester?: Requester;
  workspace?: { id: string; name: string };
}

/**
 * Writes down that a mutation which its caller was allowed to make came to nothing, unless it has left an event of its
 * own (a change that was admitted does). The same request sent again while the first one runs is no further try.
 *
 * The caller is told what went wrong in any case: a log that can't be written now is told to the operator.
 */
export async function recordFailure(request: FailedRequest, problem: Problem): Promise<void> {
  if (problem.code === "idempotency_in_progress") return;
  const { action, params, origin, workspace = null } = request;
  const by = request.requester ?? { actor: SOMEBODY, request: origin };
  // Who may do a thing to themselves but not to others is refused by the handler, not before it.
  const denied = problem.code === "not_allowed";
  try {
    if (await hasOwnEvent(workspace?.id ?? PORTAL_CHAIN, origin.id, by.actor.id)) return;
    await recordRefusal({
      workspaceId: workspace?.id ?? null,
      action,
      outcome: denied ? "denied" : "failed",
      why: denied ? "owner" : problem.code,
      target: refusalTarget(action, params, workspace),
      by,
    });
  } catch (error) {
    log.error({ requestId: origin.id, audit: error instanceof Error ? error.stack : String(error) });
  }
}
