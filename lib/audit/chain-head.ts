import "server-only";
import { database } from "@/lib/db/client";

/** Gives the newest sequence number of a chain; 0 for an empty one. */
export async function chainHead(chain: string): Promise<number> {
  const head = await database().auditChain.findUnique({ where: { chain }, select: { sequence: true } });
  return head?.sequence ?? 0;
}
