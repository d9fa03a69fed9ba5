import "server-only";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditFilter } from "@/lib/audit/filter";
import { Prisma } from "@/lib/db/generated/client";

const ALL = Prisma.sql`TRUE`;

/** The filters that the index of terms answers; columns answer the others. */
export type TermFilter = "field" | "q";

/** The conditions of a filter that columns answer, on a table named `event`. */
export function columnConditions(filter: AuditFilter): Prisma.Sql {
  const equal = (column: Prisma.Sql, value: string | undefined) =>
    value ? Prisma.sql`event.${column} = ${value}` : ALL;
  const all: Record<Exclude<keyof AuditFilter, TermFilter>, Prisma.Sql> = {
    chain: Prisma.sql`event."chain" = ${filter.chain}`,
    flowEventsOnly: filter.flowEventsOnly ? Prisma.sql`event.${ABOUT_FLOWS}` : ALL,
    event: filter.event ? Prisma.sql`event."id" = ${filter.event}::uuid` : ALL,
    actor: ACTORS_WITHOUT_ID.some(({ type }) => type === filter.actor)
      ? equal(Prisma.sql`"actorType"`, filter.actor)
      : equal(Prisma.sql`"actorId"`, filter.actor),
    action: equal(Prisma.sql`"action"`, filter.action),
    outcome: equal(Prisma.sql`"outcome"`, filter.outcome),
    target: equal(Prisma.sql`"targetId"`, filter.target),
    ip: equal(Prisma.sql`"ip"`, filter.ip),
    correlation: equal(Prisma.sql`"correlationId"`, filter.correlation),
    from: filter.from ? Prisma.sql`event."occurredAt" >= ${filter.from}` : ALL,
    to: filter.to ? Prisma.sql`event."occurredAt" <= ${filter.to}` : ALL,
  };
  return Prisma.join(
    Object.values(all).filter((condition) => condition !== ALL),
    " AND ",
  );
}
