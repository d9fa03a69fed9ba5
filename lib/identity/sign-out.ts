import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { countRepeat } from "@/lib/audit/tally/count-repeat";
import { log } from "@/lib/log";
import { endSession } from "./end-sessions";
import { findCaller } from "./find-caller";
import { userActor } from "./user-actor";

function logged(request: AuditRequest, error: unknown): void {
  log.error({ requestId: request.id, error: error instanceof Error ? error.stack : String(error) });
}

/** A session that could not be ended lives on: its person, and who reads the log, should know. */
async function recordFailure(sessionId: string, request: AuditRequest): Promise<void> {
  const caller = await findCaller(sessionId);
  if (!caller) return;
  const { user } = caller;
  await countRepeat({
    key: `sign-out|${sessionId}`,
    event: {
      workspaceId: null,
      actor: userActor(user),
      action: "session.sign_out",
      outcome: "failed",
      target: { type: "session", id: sessionId, name: user.name },
      request,
      detail: { code: "internal" },
    },
  });
}

/**
 * Ends a session as its own person wishes. Never throws, since next-auth would keep what is thrown here to itself.
 * @returns whether the session is over
 */
export async function signOut(sessionId: string, request: AuditRequest): Promise<boolean> {
  try {
    await endSession(sessionId, "signed_out", { request });
    return true;
  } catch (error) {
    logged(request, error);
    await recordFailure(sessionId, request).catch((again: unknown) => logged(request, again));
    return false;
  }
}
