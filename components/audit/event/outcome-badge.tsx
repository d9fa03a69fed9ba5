import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import { OUTCOMES } from "@/lib/audit/events/outcomes";
import { Badge } from "../../ui/badge";

/** How an event ended, in a word. */
export function OutcomeBadge({ outcome, className }: { outcome: AuditOutcome; className?: string }) {
  const { tone, label } = OUTCOMES[outcome];
  return (
    <Badge tone={tone} className={className}>
      {label}
    </Badge>
  );
}
