import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

/** Gives the newest sequence number of a chain; 0 for an empty one. */
export async function chainHead(chain: string): Promise<number> {
  const head = await database().auditChain.findUnique({ where: { chain }, select: { sequence: true } });
  return head?.sequence ?? 0;
}

/** How long a chain is. */
const chainSize = z.object({
  /** A workspace's id, or "portal". */
  chain: z.string(),
  /** How many events were recorded, those that retention removed included. */
  events: z.int(),
  /** How many of them came after the newest signed checkpoint. */
  unsigned: z.int(),
});
export type ChainSize = z.output<typeof chainSize>;

/** The sizes of all chains. Their heads know them, so that nothing needs to be counted. */
export async function chainSizes(): Promise<ChainSize[]> {
  return await queryRows(database(), "the sizes of chains", chainSize)`
    SELECT c."chain", c."sequence" AS "events",
      c."sequence" - coalesce((SELECT max("size") FROM "AuditCheckpoint" s WHERE s."chain" = c."chain"), 0) AS "unsigned"
    FROM "AuditChain" c ORDER BY c."chain"`;
}
