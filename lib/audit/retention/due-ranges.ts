import "server-only";
import { z } from "zod";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { ChainBroken } from "@/lib/audit/checkpoints/read-checkpoints";
import { type Retirement, readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import {
  appendLeaf,
  emptyFrontier,
  frontierRoot,
  leafHash,
  type TreeFrontier,
} from "@/lib/audit/proof/merkle-tree";
import { toHex } from "@/lib/audit/proof/text-forms";
import { wordsAmong } from "@/lib/audit/search/event-terms";
import { rowProblem, rowsAfter, termsOf } from "@/lib/audit/verify/log-rows";
import { faultBeforeStart } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import type { AuditCheckpoint } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { LARGEST_INTEGER } from "@/lib/db/values";

const undeliveredRow = z.object({ sequence: z.int().nullable() });

/**
 * Returns the sequence number of a chain's first undelivered event. Retention may remove events up to there.
 * @param removed how many events retention removed before; a delivery of a removed event no longer counts
 * @returns null when none waits
 */
export async function firstUndelivered(chain: string, removed: number): Promise<number | null> {
  const rows = await queryRows(database(), "the first undelivered event", undeliveredRow)`
    SELECT min(first."sequence") AS "sequence"
    FROM "AuditWebhook" webhook CROSS JOIN LATERAL (
      SELECT "sequence" FROM "AuditDelivery"
      WHERE "webhookId" = webhook."id" AND "state" = 'waiting' AND "sequence" > ${removed}
      ORDER BY "sequence" LIMIT 1) first
    WHERE webhook."chain" = ${chain} AND webhook."removedAt" IS NULL`;
  return rows[0]?.sequence ?? null;
}

/** The events that one transaction removes: enough for progress, few enough not to delay concurrent writers. */
const MOST_AT_ONCE = 20_000;
const DAY_MS = 86_400_000;

/** Returns the end of retention's reach: the first event that is young enough, or not yet delivered. */
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
 * Returns the checkpoint up to which events of a chain may be removed next: all of them are older than `keepDays`.
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

/**
 * Returns since when an event waits for a webhook that retention would have removed by now: waiting events delay
 * removal.
 * @param now in milliseconds
 * @returns when it was settled, ISO 8601; null when nothing is delayed
 */
export async function removalDelayedSince(
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

/**
 * Reads the events after one, up to another; a gap between them shows in the next one's number.
 * @throws ChainBroken when the last ones are missing
 */
async function* eventsUpTo(chain: string, after: number, size: number) {
  for (let last = after; last < size; ) {
    const rows = (await rowsAfter(chain, last)).filter(({ sequence }) => sequence <= size);
    if (rows.length === 0) throw new ChainBroken(chain, `events after ${last} are missing`);
    yield* rows;
    last += rows.length;
  }
}

/**
 * Recomputes a chain's oldest events up to a checkpoint: retention must not remove evidence of tampering.
 * @returns the compact range of everything up to the checkpoint, and the search words of these events
 * @throws ChainBroken when they are not the signed ones
 */
export async function checkRange(
  chain: string,
  retired: Retirement | null,
  checkpoint: SignedCheckpoint,
): Promise<{ tree: TreeFrontier; words: Set<string> }> {
  const stray = await faultBeforeStart(chain, retired?.sequence ?? 0);
  if (stray) throw new ChainBroken(chain, `event ${stray.sequence}: ${stray.problem}`);
  const tree = retired ? { size: retired.sequence, nodes: [...retired.frontier.nodes] } : emptyFrontier();
  let hash = retired?.hash ?? Buffer.alloc(0);
  const words = new Set<string>();
  for await (const row of eventsUpTo(chain, tree.size, checkpoint.size)) {
    const problem = rowProblem(row, tree.size + 1, hash);
    if (problem) throw new ChainBroken(chain, `event ${row.sequence}: ${problem}`);
    appendLeaf(tree, leafHash(row.hash));
    hash = Buffer.from(row.hash);
    for (const word of wordsAmong(termsOf(row))) words.add(word);
  }
  if (frontierRoot(tree).equals(checkpoint.root) && toHex(hash) === checkpoint.head) return { tree, words };
  throw new ChainBroken(
    chain,
    `an event up to ${checkpoint.size} is not what was signed at ${checkpoint.time}`,
  );
}
