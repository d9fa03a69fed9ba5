import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import type { AuditWebhook } from "@/lib/db/generated/client";
import type { DeliveryState } from "@/lib/db/generated/enums";
import { queryRows } from "@/lib/db/query-rows";
import { type AuditDeliveryView, DELIVERY_STATES, listDeliveries } from "./list-deliveries";

/**
 * The state of a webhook: `new` before its first attempt, `delivering` when the last attempt succeeded, `failing` when
 * it failed, `paused` while somebody (or the receiver's 410) has stopped it.
 */
export const WEBHOOK_STATES = ["new", "delivering", "failing", "paused"] as const;

/** A webhook as the API shows it: without its secret. Times are ISO 8601. */
export interface AuditWebhookView {
  id: string;
  url: string;
  state: (typeof WEBHOOK_STATES)[number];
  createdAt: string;
  pausedAt: string | null;
  lastDeliveredAt: string | null;
  lastFailedAt: string | null;
  /** Why the last failed attempt failed. */
  lastError: string | null;
  /** The events that are still to be delivered. */
  waiting: number;
  /** The events that were given up, and can be sent again. */
  dead: number;
  /** When the next event is due; null when none is waiting. */
  nextTryAt: string | null;
  /** Since when the oldest event has been waiting. */
  waitingSince: string | null;
}

const queueRow = z.object({
  webhookId: z.string(),
  waiting: z.int(),
  dead: z.int(),
  nextTryAt: z.date().nullable(),
  waitingSince: z.date().nullable(),
});
type QueueRow = z.output<typeof queueRow>;

async function queuesOf(chain: string): Promise<Map<string, QueueRow>> {
  const rows = await queryRows(database(), "the queues of webhooks", queueRow)`
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

/** The webhooks of a chain and their state, oldest first. */
export async function listWebhooks(chain: string): Promise<AuditWebhookView[]> {
  const [rows, queues] = await Promise.all([
    database().auditWebhook.findMany({ where: { chain, removedAt: null }, orderBy: { createdAt: "asc" } }),
    queuesOf(chain),
  ]);
  return rows.map((row) => viewOf(row, queues.get(row.id)));
}

/** One webhook of a chain; null for an unknown or removed one. */
export async function readWebhook(chain: string, id: string): Promise<AuditWebhookView | null> {
  return (await listWebhooks(chain)).find((webhook) => webhook.id === id) ?? null;
}

/** The number of given-up events that a page shows. The API has the rest. */
const SHOWN = 20;
/** The events of all webhooks are in memory at once, and one event can have two megabytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The webhooks of a chain, each with the first events that were given up. */
export async function webhooksWithDead(
  chain: string,
): Promise<{ webhook: AuditWebhookView; dead: AuditDeliveryView[] }[]> {
  const webhooks = await listWebhooks(chain);
  const page = { state: "dead", limit: SHOWN, mostBytes: MOST_BYTES / webhooks.length } as const;
  return await Promise.all(
    webhooks.map(async (webhook) => ({
      webhook,
      dead: webhook.dead === 0 ? [] : (await listDeliveries(chain, webhook.id, page)).items,
    })),
  );
}

/** The number of waiting and of given-up events, for the webhooks of all chains. */
export async function countDeliveries(): Promise<{ state: DeliveryState; count: number }[]> {
  const rows = await database().auditDelivery.groupBy({ by: ["state"], _count: true });
  return DELIVERY_STATES.map((state) => ({
    state,
    count: rows.find((row) => row.state === state)?._count ?? 0,
  }));
}
