import "server-only";
import { database } from "@/lib/db/client";
import type { AuditCheckpoint } from "@/lib/db/generated/client";
import { LARGEST_INTEGER } from "@/lib/db/largest-integer";
import { firstUndelivered } from "./first-undelivered";

/** Events that one transaction removes: enough to get on, few enough not to hold up who writes meanwhile. */
const MOST_AT_ONCE = 20_000;
const DAY_MS = 86_400_000;

/** How far retention may go: to before the first event that is young enough, or not yet delivered. */
async function firstToKeep(chain: string, removed: number, keepDays: number, now: Date): Promise<number> {
  const young = await database().auditEvent.findFirst({
    where: { chain, settledAt: { gte: new Date(now.getTime() - keepDays * DAY_MS) } },
    orderBy: [{ settledAt: "asc" }, { sequence: "asc" }],
    select: { sequence: true },
  });
  const undelivered = await firstUndelivered(chain, removed);
  return Math.min(young?.sequence ?? Number.MAX_SAFE_INTEGER, undelivered ?? Number.MAX_SAFE_INTEGER);
}

/**
 * The checkpoint up to which events of a chain may be removed next: all of them are older than `keepDays`.
 * @param removed how many were removed before
 * @returns null when there is none
 */
export async function checkpointToRetire(
  chain: string,
  removed: number,
  keepDays: number,
  now: Date,
): Promise<AuditCheckpoint | null> {
  const keep = await firstToKeep(chain, removed, keepDays, now);
  const size = { gt: removed, lt: Math.min(keep, LARGEST_INTEGER) };
  const within = { ...size, lt: Math.min(size.lt, removed + MOST_AT_ONCE + 1) };
  const largest = await database().auditCheckpoint.findFirst({
    where: { chain, size: within },
    orderBy: { size: "desc" },
  });
  return (
    largest ??
    (await database().auditCheckpoint.findFirst({ where: { chain, size }, orderBy: { size: "asc" } }))
  );
}
