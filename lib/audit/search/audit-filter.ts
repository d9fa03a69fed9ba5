import "server-only";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import { Prisma } from "@/lib/db/generated/client";

/** Which events of one chain are asked for. What is absent restricts nothing. */
export interface AuditFilter {
  /** A workspace's id, or "portal". */
  chain: string;
  /** What viewers and editors may see: events about flows. */
  flowEventsOnly?: boolean | undefined;
  /** One event's id. */
  event?: string | undefined;
  /** A person's id; "system" for the portal itself, "upstream" for somebody outside. */
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  /** A flow's upstream id, or another target's id. */
  target?: string | undefined;
  /** Paths of touched fields, such as `/settings/welcomeMessage`, with commas between: any of them, and what lies under. */
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

/** The conditions of a filter that columns answer, on a table named `event`; all but `field` and `q`. */
export function columnConditions(filter: AuditFilter): Prisma.Sql {
  const equal = (column: Prisma.Sql, value: string | undefined) =>
    value ? Prisma.sql`event.${column} = ${value}` : ALL;
  const all = [
    Prisma.sql`event."chain" = ${filter.chain}`,
    filter.flowEventsOnly ? Prisma.sql`event.${ABOUT_FLOWS}` : ALL,
    filter.event ? Prisma.sql`event."id" = ${filter.event}::uuid` : ALL,
    ACTORS_WITHOUT_ID.some(({ type }) => type === filter.actor)
      ? equal(Prisma.sql`"actorType"`, filter.actor)
      : equal(Prisma.sql`"actorId"`, filter.actor),
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
