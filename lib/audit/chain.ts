import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

/** Returns the newest sequence number of a chain; 0 for an empty one. */
export async function chainHead(chain: string): Promise<number> {
  const head = await database().auditChain.findUnique({ where: { chain }, select: { sequence: true } });
  return head?.sequence ?? 0;
}

/** The length of a chain. */
const chainSize = z.object({
  /** A workspace's id, or "portal". */
  chain: z.string(),
  /** All recorded events, including those that retention removed. */
  events: z.int(),
  /** The events after the newest signed checkpoint. */
  unsigned: z.int(),
});
export type ChainSize = z.output<typeof chainSize>;

/** The sizes of all chains. The heads of the chains store them, so that nothing is counted. */
export async function chainSizes(): Promise<ChainSize[]> {
  return await queryRows(database(), "the sizes of chains", chainSize)`
    SELECT c."chain", c."sequence" AS "events",
      c."sequence" - coalesce((SELECT max("size") FROM "AuditCheckpoint" s WHERE s."chain" = c."chain"), 0) AS "unsigned"
    FROM "AuditChain" c ORDER BY c."chain"`;
}
