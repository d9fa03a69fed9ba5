import "server-only";
import { database } from "@/lib/db/client";
import { FLOW_TARGETS } from "./about-flows";
import type { AuditEventView } from "./event";
import { toEventView } from "./event-view";

/**
 * One event of a chain.
 * @returns null when the chain has no such event, or `flowEventsOnly` and it isn't about a flow
 */
export async function readAuditEvent(
  chain: string,
  id: string,
  flowEventsOnly = false,
): Promise<AuditEventView | null> {
  const row = await database().auditEvent.findFirst({
    where: {
      id,
      chain,
      ...(flowEventsOnly ? { targetType: { in: FLOW_TARGETS } } : {}),
    },
  });
  return row ? toEventView(row) : null;
}
