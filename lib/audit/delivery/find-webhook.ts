import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { AuditWebhook } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";

/**
 * A webhook of a chain.
 * @throws Problem `not_found` when it is another chain's, was removed, or never was
 */
export async function findWebhook(tx: Transaction, chain: string, id: string): Promise<AuditWebhook> {
  const row = await tx.auditWebhook.findFirst({ where: { id, chain, removedAt: null } });
  if (!row) throw new Problem("not_found", "There is no such webhook");
  return row;
}
