import "server-only";
import { database } from "@/lib/db/client";

/** Gives the newest sequence number of a chain; 0 for an empty one. */
export async function chainHead(chain: string): Promise<number> {
  const head = await database().auditChain.findUnique({ where: { chain }, select: { sequence: true } });
  return head?.sequence ?? 0;
}

/** How long a chain is. */
export interface ChainSize {
  /** A workspace's id, or "portal". */
  chain: string;
  /** How many events were recorded, those that retention removed included. */
  events: number;
  /** How many of them came after the newest signed checkpoint. */
  unsigned: number;
}

/** The sizes of all chains. Their heads know them, so that nothing needs to be counted. */
export async function chainSizes(): Promise<ChainSize[]> {
  return await database().$queryRaw<ChainSize[]>`
    SELECT c."chain", c."sequence" AS "events",
      c."sequence" - coalesce((SELECT max("size") FROM "AuditCheckpoint" s WHERE s."chain" = c."chain"), 0) AS "unsigned"
    FROM "AuditChain" c ORDER BY c."chain"`;
}
