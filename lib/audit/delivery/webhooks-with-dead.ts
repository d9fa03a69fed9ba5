import "server-only";
import { type AuditDeliveryView, listDeliveries } from "./list-deliveries";
import { listWebhooks } from "./list-webhooks";
import type { AuditWebhookView } from "./webhook-view";

/** A page shows so many events that were given up; the rest can be had over the API. */
const SHOWN = 20;
/** All webhooks' events are held at once, and one event can have two megabytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The webhooks of a chain, each with the first events that it never took. */
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
