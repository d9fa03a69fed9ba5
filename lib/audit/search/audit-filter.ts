import "server-only";
import { Prisma } from "@/lib/db/generated/client";

/** Which events of one chain are asked for. What is absent restricts nothing. */
export interface AuditFilter {
  /** A workspace's id, or "portal". */
  chain: string;
  /** What viewers and editors may see: events about flows. */
  flowEventsOnly?: boolean | undefined;
  /** A person's id. */
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  /** A flow's upstream id, or another target's id. */
  target?: string | undefined;
  /** The path of a touched field, such as `/settings/welcomeMessage`; what lies under it counts too. */
  field?: string | undefined;
  /** The source address. */
  ip?: string | undefined;
  /** What the requests of one undertaking have in common. */
  correlation?: string | undefined;
  /** When it happened, both ends included. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Words of names, reasons and changed text: all of them must occur; the last one may be a beginning. */
  q?: string | undefined;
}

const ALL = Prisma.sql`TRUE`;
const ABOUT_FLOWS = Prisma.sql`event."targetType" IN ('call_flow', 'message_flow')`;

/** The conditions of a filter that columns answer, on a table named `event`; all but `field` and `q`. */
export function columnConditions(filter: AuditFilter): Prisma.Sql {
  const equal = (column: Prisma.Sql, value: string | undefined) =>
    value ? Prisma.sql`event.${column} = ${value}` : ALL;
  const all = [
    Prisma.sql`event."chain" = ${filter.chain}`,
    filter.flowEventsOnly ? ABOUT_FLOWS : ALL,
    equal(Prisma.sql`"actorId"`, filter.actor),
    equal(Prisma.sql`"action"`, filter.action),
    equal(Prisma.sql`"outcome"`, filter.outcome),
    equal(Prisma.sql`"targetId"`, filter.target),
    equal(Prisma.sql`"ip"`, filter.ip),
    equal(Prisma.sql`"correlationId"`, filter.correlation),
    filter.from ? Prisma.sql`event."occurredAt" >= ${filter.from}` : ALL,
    filter.to ? Prisma.sql`event."occurredAt" <= ${filter.to}` : ALL,
  ];
  return Prisma.join(
    all.filter((condition) => condition !== ALL),
    " AND ",
  );
}
