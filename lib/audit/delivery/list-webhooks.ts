import "server-only";
import { database } from "@/lib/db/client";
import type { AuditWebhook } from "@/lib/db/generated/client";
import type { AuditWebhookView } from "./webhook-view";

interface QueueRow {
  webhookId: string;
  waiting: number;
  dead: number;
  nextTryAt: Date | null;
  waitingSince: Date | null;
}

async function queuesOf(chain: string): Promise<Map<string, QueueRow>> {
  const rows = await database().$queryRaw<QueueRow[]>`
    SELECT d."webhookId",
           count(*) FILTER (WHERE d."state" = 'waiting')::int AS "waiting",
           count(*) FILTER (WHERE d."state" = 'dead')::int AS "dead",
           min(d."dueAt") FILTER (WHERE d."state" = 'waiting') AS "nextTryAt",
           min(d."createdAt") FILTER (WHERE d."state" = 'waiting') AS "waitingSince"
    FROM "AuditDelivery" AS d JOIN "AuditWebhook" AS w ON w."id" = d."webhookId"
    WHERE w."chain" = ${chain} AND w."removedAt" IS NULL
    GROUP BY d."webhookId"`;
  return new Map(rows.map((row) => [row.webhookId, row]));
}

function stateOf({ pausedAt, lastDeliveredAt, lastFailedAt }: AuditWebhook): AuditWebhookView["state"] {
  if (pausedAt) return "paused";
  if (lastFailedAt && (!lastDeliveredAt || lastFailedAt > lastDeliveredAt)) return "failing";
  return lastDeliveredAt ? "delivering" : "new";
}

function viewOf(row: AuditWebhook, queue: QueueRow | undefined): AuditWebhookView {
  const text = (time: Date | null | undefined) => time?.toISOString() ?? null;
  return {
    id: row.id,
    url: row.url,
    state: stateOf(row),
    createdAt: row.createdAt.toISOString(),
    pausedAt: text(row.pausedAt),
    lastDeliveredAt: text(row.lastDeliveredAt),
    lastFailedAt: text(row.lastFailedAt),
    lastError: row.lastError,
    waiting: queue?.waiting ?? 0,
    dead: queue?.dead ?? 0,
    nextTryAt: text(queue?.nextTryAt),
    waitingSince: text(queue?.waitingSince),
  };
}

/** The webhooks of a chain and how they are doing, oldest first. */
export async function listWebhooks(chain: string): Promise<AuditWebhookView[]> {
  const [rows, queues] = await Promise.all([
    database().auditWebhook.findMany({ where: { chain, removedAt: null }, orderBy: { createdAt: "asc" } }),
    queuesOf(chain),
  ]);
  return rows.map((row) => viewOf(row, queues.get(row.id)));
}

/** One webhook of a chain; null when there is none of this id, or it was removed. */
export async function readWebhook(chain: string, id: string): Promise<AuditWebhookView | null> {
  return (await listWebhooks(chain)).find((webhook) => webhook.id === id) ?? null;
}
