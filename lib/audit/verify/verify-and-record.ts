import "server-only";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { ActedBy } from "../event";
import { type ChainReport, verifyChain, type Watch } from "./verify-chain";

/** Verifies a chain, and records the result. */
export async function verifyAndRecord(
  { chain, workspaceId, requester }: { chain: string; workspaceId: string | null; requester: ActedBy },
  watch?: Watch,
): Promise<ChainReport> {
  const report = await verifyChain(chain, watch);
  await recordEvent(database(), {
    workspaceId,
    ...requester,
    action: "audit.verify",
    outcome: report.ok ? "succeeded" : "failed",
    target: { type: "audit_log", id: chain, name: null },
    detail: { events: report.events, firstBad: report.firstBad?.sequence ?? null },
  });
  return report;
}
