import "server-only";
import { database } from "@/lib/db/client";

const DAY_MS = 86_400_000;

/**
 * Since when an event waits for a webhook that retention would have removed by now: what waits holds up removal.
 * @param now in milliseconds
 * @returns ISO 8601; null when nothing is held up
 */
export async function heldBackSince(
  chain: string,
  keepDays: number | null,
  now: number,
): Promise<string | null> {
  if (keepDays === null) return null;
  // An event and its deliveries are written in one transaction, so they are of the same age.
  const oldest = await database().auditDelivery.findFirst({
    where: {
      chain,
      state: "waiting",
      webhook: { removedAt: null },
      createdAt: { lt: new Date(now - keepDays * DAY_MS) },
    },
    orderBy: { createdAt: "asc" },
    select: { createdAt: true },
  });
  return oldest?.createdAt.toISOString() ?? null;
}
