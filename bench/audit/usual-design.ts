import type { Client } from "pg";
import type { AuditFilter } from "@/lib/audit/filter";
import { columnConditions } from "@/lib/audit/search/column-conditions";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/**
 * How audit logs beside a Prisma model are usually read: the newest by time, pages by OFFSET, the number of pages by
 * count(*), text by ILIKE. Over the same rows, with the index by time that such a design would have.
 */
export async function prepareUsualDesign(client: Client): Promise<void> {
  await client.query(
    `CREATE INDEX IF NOT EXISTS "usual_by_time" ON "AuditEvent" ("chain", "occurredAt" DESC)`,
  );
  await client.query(`
    CREATE TABLE IF NOT EXISTS "UsualLog" ("id" uuid PRIMARY KEY, "workspaceId" text NOT NULL,
      "createdAt" timestamptz NOT NULL DEFAULT now(), "actorId" text, "action" text NOT NULL, "targetId" text,
      "payload" jsonb NOT NULL)`);
  for (const column of ["createdAt", "actorId", "action", "targetId"]) {
    await client.query(
      `CREATE INDEX IF NOT EXISTS "usual_${column}" ON "UsualLog" ("workspaceId", "${column}")`,
    );
  }
  await client.query("ANALYZE");
}

/** A page of the usual design, and the count that its pager shows. */
export async function usualPage(filter: AuditFilter, offset: number, limit: number): Promise<unknown> {
  const like = (text: string) => Prisma.sql`AND event."payload" ILIKE ${`%${text}%`}`;
  const words = filter.q?.split(" ").map(like) ?? [];
  const field = filter.field ? [like(`"path":"${filter.field}`)] : [];
  const where = Prisma.sql`${columnConditions(filter)} ${Prisma.join([Prisma.empty, ...words, ...field], " ")}`;
  const rows = await database().$queryRaw<{ payload: string }[]>`
    SELECT event."payload" FROM "AuditEvent" event WHERE ${where}
    ORDER BY event."occurredAt" DESC OFFSET ${offset} LIMIT ${limit}`;
  const [total] = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM "AuditEvent" event WHERE ${where}`;
  return { items: rows.map(({ payload }) => JSON.parse(payload)), total };
}

/** The usual write: one row, no chain. */
export async function usualInsert(id: string, workspaceId: string, payload: string): Promise<void> {
  await database().$executeRaw`
    INSERT INTO "UsualLog" ("id", "workspaceId", "actorId", "action", "targetId", "payload")
    VALUES (${id}::uuid, ${workspaceId}, 'someone', 'call_flow.update', 'flow', ${payload}::jsonb)`;
}
