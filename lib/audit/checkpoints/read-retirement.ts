import "server-only";
import { HASH_BYTES, type TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { database, type Transaction } from "@/lib/db/client";
import type { AuditRetiredRange } from "@/lib/db/generated/client";

/** What is left of the events that retention removed: enough to verify the rest. */
export interface Retirement {
  /** The number of the first event that this removal took. */
  first: number;
  /** The number of the last removed event. */
  sequence: number;
  /** The chain's hash after it. */
  hash: Buffer;
  frontier: TreeFrontier;
  /** The signed checkpoint that covers exactly the removed events. */
  checkpoint: string;
  /** The portal's signed word that it removed them itself. */
  statement: string;
  retiredAt: Date;
}

function retirementOf(row: AuditRetiredRange): Retirement {
  const frontier = Buffer.from(row.frontier);
  const nodes = Array.from({ length: frontier.length / HASH_BYTES }, (_, index) =>
    frontier.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
  return {
    first: row.firstSequence,
    sequence: row.lastSequence,
    hash: Buffer.from(row.lastHash),
    frontier: { size: row.lastSequence, nodes },
    checkpoint: row.checkpoint,
    statement: row.statement,
    retiredAt: row.retiredAt,
  };
}

/** Gives what stands for a chain's removed events, all of them; null as long as nothing was removed. */
export async function readRetirement(
  chain: string,
  tx: Transaction = database(),
): Promise<Retirement | null> {
  const row = await tx.auditRetiredRange.findFirst({ where: { chain }, orderBy: { lastSequence: "desc" } });
  return row && retirementOf(row);
}

/** Every removal of a chain's events, the first one first; the last one stands for all that was removed. */
export async function listRetirements(chain: string): Promise<Retirement[]> {
  const rows = await database().auditRetiredRange.findMany({
    where: { chain },
    orderBy: { lastSequence: "asc" },
  });
  return rows.map(retirementOf);
}
