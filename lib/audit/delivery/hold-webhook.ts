import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { AuditWebhook } from "@/lib/db/generated/client";
import { findWebhook } from "./find-webhook";

/**
 * A webhook of a chain, held until the transaction ends. Whoever changes a webhook or its deliveries holds the webhook
 * before anything else, so that no two of them wait for each other; recording events waits for none of them.
 *
 * @throws Problem `not_found` when it is another chain's, was removed, or never was
 */
export async function holdWebhook(tx: Transaction, chain: string, id: string): Promise<AuditWebhook> {
  await tx.$executeRaw`SELECT 1 FROM "AuditWebhook" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  // A statement of its own, so that it sees what another transaction did while this one waited for the row.
  return await findWebhook(tx, chain, id);
}
