import "server-only";
import { type ActedBy, type AuditActor, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import type { AuditAction } from "@/lib/audit/events/actions";
import { hasOwnEvent } from "@/lib/audit/tally/tallies";
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
  action: AuditAction;
  wish?: Record<string, boolean>;
  params: Record<string, string>;
  origin: AuditRequest;
  requester?: ActedBy;
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
  const { action, wish = {}, params, origin, workspace = null } = request;
  const by = request.requester ?? { actor: SOMEBODY, request: origin };
  // What a handler refuses itself, and not the access check before it, is what people may do to themselves alone, such as
  // ending sessions: to others only an owner may, so that is the permission they lacked.
  const denied = problem.code === "not_allowed";
  try {
    if (await hasOwnEvent(workspace?.id ?? PORTAL_CHAIN, origin.id, by.actor.id)) return;
    await recordRefusal({
      workspaceId: workspace?.id ?? null,
      action,
      wish,
      outcome: denied ? "denied" : "failed",
      why: denied ? "owner" : problem.code,
      target: refusalTarget(action, params, workspace),
      by,
    });
  } catch (error) {
    log.error({ requestId: origin.id, audit: error instanceof Error ? error.stack : String(error) });
  }
}
