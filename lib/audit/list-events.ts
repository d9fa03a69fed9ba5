import "server-only";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { literalText } from "@/lib/db/literal-text";
import { numberCursor } from "@/lib/db/number-cursor";
import type { AuditEventView } from "./event";
import { toEventView } from "./event-view";

export interface AuditFilter {
  /** A workspace's id, or "portal". */
  chain: string;
  /** What viewers and editors may see: events about flows. */
  flowEventsOnly?: boolean;
  actor?: string;
  action?: string;
  outcome?: string;
  /** A flow's upstream id, or another target's id. */
  target?: string;
  from?: Date;
  to?: Date;
  /** Words that must occur in the event's text: names, reasons, changed text. */
  q?: string;
}

export interface AuditPage {
  items: AuditEventView[];
  nextCursor: string | null;
}

/** The condition that a filter stands for; shared by the list and the export, so that both show the same events. */
export function auditWhere(filter: AuditFilter): Prisma.AuditEventWhereInput {
  const and: Prisma.AuditEventWhereInput[] = [{ chain: filter.chain }];
  if (filter.flowEventsOnly) and.push({ targetType: { in: ["call_flow", "message_flow"] } });
  if (filter.actor) and.push({ actorId: filter.actor });
  if (filter.action) and.push({ action: filter.action });
  if (filter.outcome) and.push({ outcome: filter.outcome });
  if (filter.target) and.push({ targetId: filter.target });
  if (filter.from) and.push({ occurredAt: { gte: filter.from } });
  if (filter.to) and.push({ occurredAt: { lte: filter.to } });
  if (filter.q) and.push({ payload: { contains: literalText(filter.q), mode: "insensitive" } });
  return { AND: and };
}

/**
 * A page of events, newest first. The cursor is the last sequence number shown: events that arrive meanwhile have
 * higher ones, so pages never shift.
 *
 * @param limit 1 to 200
 */
export async function listAuditEvents(
  filter: AuditFilter & { limit: number; cursor?: string },
): Promise<AuditPage> {
  const before = numberCursor(filter.cursor);
  const rows = await database().auditEvent.findMany({
    where: {
      AND: [auditWhere(filter), ...(before === null ? [] : [{ sequence: { lt: before } }])],
    },
    orderBy: { sequence: "desc" },
    take: filter.limit + 1,
  });
  const shown = rows.slice(0, filter.limit);
  return {
    items: shown.map(toEventView),
    nextCursor: rows.length > filter.limit ? String(shown.at(-1)?.sequence) : null,
  };
}
