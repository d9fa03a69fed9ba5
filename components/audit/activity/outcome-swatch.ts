import type { AuditOutcome } from "@/lib/audit/events/outcomes";

/**
 * The drawing of each outcome. Patterns distinguish them, not colours alone: plain, cross-hatched by a dark edge,
 * stripes to either side.
 */
export const OUTCOME_FILLS: Record<AuditOutcome, string> = {
  succeeded: "bg-primary/65",
  failed: "bg-destructive",
  denied:
    "bg-[repeating-linear-gradient(45deg,var(--destructive)_0_2px,var(--destructive-wash)_2px_5px)] ring-1 ring-destructive ring-inset",
  unknown:
    "bg-[repeating-linear-gradient(-45deg,var(--warning)_0_2px,var(--warning-wash)_2px_5px)] ring-1 ring-warning ring-inset",
};
