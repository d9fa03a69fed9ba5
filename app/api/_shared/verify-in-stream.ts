import "server-only";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { type ChainReport, verifyAndRecord, type Watch } from "@/lib/audit/verify/verify-chain";
import { recordRefusal } from "@/lib/bff/refusals";
import { problemOf } from "@/lib/bff/respond";
import { log } from "@/lib/log";

/** A request to verify a log: which log, and for which caller. */
interface VerificationRequest {
  /** A workspace's id, or "portal". */
  chain: string;
  workspaceId: string | null;
  requester: ActedBy;
  origin: AuditRequest;
}

/**
 * Verifies a log for an answer that has begun already. The route kit no longer sees a failure then, so a failed or
 * cancelled verification is recorded here, and counted where it repeats (decision 014).
 *
 * @throws what the verification threw, or the signal's reason
 */
export async function verifyAndRecordInStream(
  requested: VerificationRequest,
  watch: Watch & { signal: AbortSignal },
): Promise<ChainReport> {
  try {
    return await verifyAndRecord(requested, watch);
  } catch (error) {
    await recordUnfinished(
      requested,
      watch.signal.aborted ? "cancelled" : problemOf(error, requested.origin).code,
    );
    throw error;
  }
}

/** Never throws: a log that can't be written now must not hide why the verification failed. */
async function recordUnfinished({ chain, workspaceId, requester, origin }: VerificationRequest, why: string) {
  const target = { type: "audit_log" as const, id: chain, name: null };
  try {
    await recordRefusal({
      workspaceId,
      action: "audit.verify",
      outcome: "failed",
      why,
      target,
      by: requester,
    });
  } catch (error) {
    log.error({ requestId: origin.id, audit: error instanceof Error ? error.stack : String(error) });
  }
}
