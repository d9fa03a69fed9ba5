import "server-only";
import { HASH_BYTES, type TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { database, type Transaction } from "@/lib/db/client";
import type { AuditRetiredRange } from "@/lib/db/generated/client";

/** Enough of the events that retention removed to verify the rest. */
export interface Retirement {
  /** The number of the first event of this removal. */
  first: number;
  /** The number of the last removed event. */
  sequence: number;
  /** The chain's hash after the last removed event. */
  hash: Buffer;
  frontier: TreeFrontier;
  /** The signed checkpoint that covers exactly the removed events. */
  checkpoint: string;
  /** The portal's signed statement that it removed the events itself. */
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

/** Returns the row for all of a chain's removed events; null as long as nothing was removed. */
export async function readRetirement(
  chain: string,
  tx: Transaction = database(),
): Promise<Retirement | null> {
  const row = await tx.auditRetiredRange.findFirst({ where: { chain }, orderBy: { lastSequence: "desc" } });
  return row && retirementOf(row);
}

/** Every removal of a chain's events, the first one first. The last one covers all removed events. */
export async function listRetirements(chain: string): Promise<Retirement[]> {
  const rows = await database().auditRetiredRange.findMany({
    where: { chain },
    orderBy: { lastSequence: "asc" },
  });
  return rows.map(retirementOf);
}
