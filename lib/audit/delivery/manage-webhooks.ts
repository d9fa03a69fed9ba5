import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { AuditWebhook } from "@/lib/db/generated/client";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { seal, unseal, VaultError, webhookSecretBinding } from "@/lib/vault/vault";
import { checkReceiver } from "./receiver-address";
import { newWebhookSecret } from "./signed-message";

/** A new secret for a webhook: in clear, to be shown once, and sealed, to be stored. */
function sealedNewSecret(webhookId: string): { secret: string; sealedSecret: string } {
  const secret = newWebhookSecret();
  return { secret, sealedSecret: seal(secret, webhookSecretBinding(webhookId)) };
}

/** The secret that signs a webhook's deliveries; null when the keyring no longer has its key. */
export function openWebhookSecret(webhook: { webhookId: string; sealedSecret: string }): string | null {
  try {
    return unseal(webhook.sealedSecret, webhookSecretBinding(webhook.webhookId));
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** A webhook as events name it. Path and query may contain a token, so that only the host is recorded. */
export function webhookTarget(id: string, url: string) {
  return { type: "audit_webhook" as const, id, name: new URL(url).host };
}

/** Every event is sent to each of them, so a chain has a few. */
const MOST_WEBHOOKS = 10;

/**
 * Delivers all events of a chain to an address, from the next one on. The event about the new webhook is the first.
 *
 * @returns the webhook's id, and the secret that signs deliveries: nobody can read it later
 * @throws Problem `invalid_body` for an address that may not be used, `conflict` for one too many
 */
export async function addWebhook(
  chain: string,
  address: string,
  by: ActedBy,
): Promise<{ id: string; secret: string }> {
  await checkReceiver(address);
  const url = new URL(address).href;
  const id = uuidv7();
  const { secret, sealedSecret } = sealedNewSecret(id);
  await database().$transaction(async (tx) => {
    const others = await tx.auditWebhook.findMany({
      where: { chain, removedAt: null },
      select: { url: true },
    });
    if (others.some((other) => other.url === url))
      throw invalidBody([{ path: "/url", message: "is there already" }]);
    if (others.length >= MOST_WEBHOOKS)
      throw new Problem("conflict", `There are ${MOST_WEBHOOKS} webhooks already. Remove one first`);
    await tx.auditWebhook.create({ data: { id, chain, url, sealedSecret } });
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.add",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
  return { id, secret };
}

/**
 * Returns a webhook of a chain.
 * @throws Problem `not_found` when the webhook is another chain's, was removed, or never existed
 */
export async function findWebhook(tx: Transaction, chain: string, id: string): Promise<AuditWebhook> {
  const row = await tx.auditWebhook.findFirst({ where: { id, chain, removedAt: null } });
  if (!row) throw new Problem("not_found", "There is no such webhook");
  return row;
}

/**
 * Returns a webhook of a chain, with its row locked until the transaction ends. Every change of a webhook or its
 * deliveries takes this lock first, so that no two of them deadlock. Recording events waits for none of them.
 *
 * @throws Problem `not_found` when the webhook is another chain's, was removed, or never existed
 */
export async function lockWebhook(tx: Transaction, chain: string, id: string): Promise<AuditWebhook> {
  await tx.$executeRaw`SELECT 1 FROM "AuditWebhook" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
  // A separate statement, so that it sees the changes that another transaction made while this one waited for the row.
  return await findWebhook(tx, chain, id);
}

/**
 * Pauses or resumes a webhook. Events recorded meanwhile wait and are delivered afterwards; a pending retry is due at
 * once. Repeating the call changes nothing, but is recorded too.
 *
 * @throws Problem `not_found`
 */
export async function pauseWebhook(chain: string, id: string, paused: boolean, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { url } = await lockWebhook(tx, chain, id);
    const { count } = await tx.auditWebhook.updateMany({
      where: { id, removedAt: null, pausedAt: paused ? null : { not: null } },
      data: { pausedAt: paused ? new Date() : null },
    });
    if (count > 0 && !paused)
      await tx.$executeRaw`
        UPDATE "AuditDelivery" SET "dueAt" = now()
        WHERE "webhookId" = ${id}::uuid AND "state" = 'waiting' AND "dueAt" > now()`;
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: paused ? "audit_webhook.pause" : "audit_webhook.resume",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
}

/**
 * Removes a webhook. Undelivered events are dropped from the outbox (the events themselves stay in the log), and the
 * secret is forgotten. The receiver is not notified.
 *
 * @throws Problem `not_found`
 */
export async function removeWebhook(chain: string, id: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { url } = await lockWebhook(tx, chain, id);
    const undelivered = await tx.auditDelivery.count({ where: { webhookId: id } });
    // First, since it locks the end of the chain: nothing can be recorded for this webhook between here and its end.
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.remove",
      outcome: "succeeded",
      target: webhookTarget(id, url),
      detail: { undelivered },
    });
    await tx.auditWebhook.update({ where: { id }, data: { removedAt: new Date(), sealedSecret: "" } });
    await tx.auditDelivery.deleteMany({ where: { webhookId: id } });
  });
}

/**
 * Replaces the secret that signs a webhook's deliveries. The new one counts from the next attempt on. A receiver with
 * the old one refuses the event, and gets it again later.
 *
 * @returns the new secret: nobody can read it later
 * @throws Problem `not_found`
 */
export async function rotateWebhookSecret(
  chain: string,
  id: string,
  by: ActedBy,
): Promise<{ secret: string }> {
  const { secret, sealedSecret } = sealedNewSecret(id);
  await database().$transaction(async (tx) => {
    const { url } = await lockWebhook(tx, chain, id);
    await tx.auditWebhook.update({ where: { id }, data: { sealedSecret } });
    await recordEvent(tx, {
      workspaceId: workspaceOfChain(chain),
      ...by,
      action: "audit_webhook.rotate_secret",
      outcome: "succeeded",
      target: webhookTarget(id, url),
    });
  });
  return { secret };
}
