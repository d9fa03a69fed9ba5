import "server-only";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import { database } from "@/lib/db/client";
import { firstUndelivered } from "./first-undelivered";

const DAY_MS = 86_400_000;

/**
 * Since when an event waits for a webhook that retention would have removed by now: what waits holds up removal.
 * @param now in milliseconds
 * @returns when it was settled, ISO 8601; null when nothing is held up
 */
export async function heldBackSince(
  chain: string,
  keepDays: number | null,
  now: number,
): Promise<string | null> {
  if (keepDays === null) return null;
  const sequence = await firstUndelivered(chain, (await readRetirement(chain))?.sequence ?? 0);
  if (sequence === null) return null;
  const event = await database().auditEvent.findUnique({
    where: { chain_sequence: { chain, sequence } },
    select: { settledAt: true },
  });
  const settledAt = event?.settledAt ?? null;
  return settledAt && settledAt.getTime() < now - keepDays * DAY_MS ? settledAt.toISOString() : null;
}
