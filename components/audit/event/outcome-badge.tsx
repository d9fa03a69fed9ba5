import type { AuditOutcome } from "@/lib/audit/event";
import { Badge, type BadgeTone } from "../../ui/badge";

/** How an event ended, for badges, filters, charts and print. */
export const OUTCOME_WORDS: Record<AuditOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  denied: "Denied",
  unknown: "Unknown",
};

const TONES: Record<AuditOutcome, BadgeTone> = {
  succeeded: "good",
  failed: "bad",
  denied: "bad",
  unknown: "warn",
};

/** How an event ended, in a word. */
export function OutcomeBadge({ outcome, className }: { outcome: AuditOutcome; className?: string }) {
  return (
    <Badge tone={TONES[outcome]} className={className}>
      {OUTCOME_WORDS[outcome]}
    </Badge>
  );
}
