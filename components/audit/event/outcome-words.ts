import type { AuditOutcome } from "@/lib/audit/event";

/** How events can end, in the order in which it is told. */
export const OUTCOMES = [
  "succeeded",
  "failed",
  "denied",
  "unknown",
] as const satisfies readonly AuditOutcome[];

/** How an event ended, for badges, filters, charts and print. */
export const OUTCOME_WORDS: Record<AuditOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  denied: "Denied",
  unknown: "Unknown",
};
