import "server-only";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditFilter, FilterValues } from "@/lib/audit/filter";
import { Prisma } from "@/lib/db/generated/client";

const ALL = Prisma.sql`TRUE`;
const NONE = Prisma.sql`FALSE`;

/** The filters that the index of terms answers; columns answer the others. */
export type TermFilter = "field" | "q";

/** The conditions of a filter that columns answer, on a table named `event`. */
export function columnConditions(filter: AuditFilter): Prisma.Sql {
  const aboutFlows = filter.flowEventsOnly ? [ofFlowReader(filter)] : [];
  const inChain = [Prisma.sql`event."chain" = ${filter.chain}`, ...aboutFlows];
  return Prisma.join([...inChain, valueConditions(filter)], " AND ");
}

/**
 * The condition for somebody who sees events about flows only. They see no network addresses, and must not find them out by asking
 * for one after the other.
 */
export function ofFlowReader({ ip }: Pick<FilterValues, "ip">): Prisma.Sql {
  return ip ? NONE : Prisma.sql`event.${ABOUT_FLOWS}`;
}

/** The values of a filter alone, without the log that is searched. */
export function valueConditions(filter: Omit<FilterValues, TermFilter>): Prisma.Sql {
  const equal = (column: Prisma.Sql, value: string | undefined) =>
    value ? Prisma.sql`event.${column} = ${value}` : ALL;
  const all: Record<Exclude<keyof FilterValues, TermFilter>, Prisma.Sql> = {
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
  const stated = Object.values(all).filter((condition) => condition !== ALL);
  return stated.length > 0 ? Prisma.join(stated, " AND ") : ALL;
}
