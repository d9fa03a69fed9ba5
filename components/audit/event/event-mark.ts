import type { AuditEventView } from "@/lib/audit/event";
import { OUTCOMES } from "@/lib/audit/events/outcomes";

/** What sets an event apart from those that went as they should. */
export interface EventMark {
  tone: "bad" | "warn";
  word: string;
}

/**
 * Returns the mark of an event that somebody should notice: it was not carried out, it may not have been, or it was
 * done outside. The usual event has none.
 */
export function eventMark({
  outcome,
  actor,
  detail,
}: Pick<AuditEventView, "outcome" | "actor" | "detail">): EventMark | null {
  if (outcome === "failed" && detail.code === "upstream_rejected") return { tone: "bad", word: "Refused" };
  if (outcome !== "succeeded") return { tone: OUTCOMES[outcome].tone, word: OUTCOMES[outcome].label };
  return actor.type === "upstream" ? { tone: "warn", word: "Outside Switchboard" } : null;
}
