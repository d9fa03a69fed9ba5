import "server-only";
import { z } from "zod";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";

const knownName = z.object({ id: z.string(), name: z.string() });
export type KnownName = z.output<typeof knownName>;

const knownTarget = knownName.extend({ type: z.string() });
export type KnownTarget = z.output<typeof knownTarget>;

/**
 * All different values of a column of a chain. The query jumps from one to the next in the column's index, so its cost
 * depends on the number of values, and not of events.
 */
function distinctIds(chain: string, column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    RECURSIVE ids AS (
      (SELECT ${column} AS id FROM "AuditEvent" WHERE "chain" = ${chain} AND ${column} IS NOT NULL
       ORDER BY ${column} LIMIT 1)
      UNION ALL
      SELECT (SELECT ${column} FROM "AuditEvent" WHERE "chain" = ${chain} AND ${column} > ids.id
              ORDER BY ${column} LIMIT 1)
      FROM ids WHERE ids.id IS NOT NULL
    )`;
}

/**
 * Returns everyone with an id who acted in a chain, also people who have left, by their last name there.
 * @param flowEventsOnly only those who acted on a flow
 */
export async function knownActors(chain: string, flowEventsOnly: boolean): Promise<KnownName[]> {
  return await queryRows(database(), "the actors of a chain", knownName)`
    WITH ${distinctIds(chain, Prisma.sql`"actorId"`)}
    SELECT ids.id, coalesce(newest.name, '') AS name
    FROM ids CROSS JOIN LATERAL (
      SELECT audit_payload_name("payload", '{actor,name}') AS name FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "actorId" = ids.id ${flowEventsOnly ? Prisma.sql`AND ${ABOUT_FLOWS}` : Prisma.empty}
      ORDER BY "sequence" DESC LIMIT 1
    ) newest
    WHERE ids.id IS NOT NULL ORDER BY name`;
}

/** Returns every flow that a chain has events of, also removed flows, by its last name there. */
export async function knownFlows(chain: string): Promise<KnownTarget[]> {
  return await queryRows(database(), "the flows of a chain", knownTarget)`
    WITH ${distinctIds(chain, Prisma.sql`"targetId"`)}
    SELECT ids.id, newest.type, coalesce(newest.name, '') AS name
    FROM ids CROSS JOIN LATERAL (
      SELECT "targetType" AS type, audit_payload_name("payload", '{target,name}') AS name FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "targetId" = ids.id AND ${ABOUT_FLOWS}
      ORDER BY "sequence" DESC LIMIT 1
    ) newest
    WHERE ids.id IS NOT NULL ORDER BY name`;
}
