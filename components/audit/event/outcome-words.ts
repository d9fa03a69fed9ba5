import type { AuditOutcome } from "@/lib/audit/event";

/** How an event ended, for badges, filters and print. */
export const OUTCOME_WORDS: Record<AuditOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  denied: "Denied",
  unknown: "Unknown",
};
