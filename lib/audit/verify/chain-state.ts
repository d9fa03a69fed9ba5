import "server-only";
import { chainHead } from "@/lib/audit/chain";
import { UNSIGNED_TOO_LONG_MS } from "@/lib/audit/checkpoints/due-checkpoints";
import { newestCheckpointRow } from "@/lib/audit/checkpoints/read-checkpoints";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { database } from "@/lib/db/client";

/** The facts about a chain that are known without recomputing it; times in ISO 8601. */
export interface ChainState {
  /** The number of the newest event; 0 for an empty chain. */
  head: number;
  /** When the oldest remaining event was recorded. */
  since: string | null;
  /** Retention removed the events from the first to this one; null when none were removed. */
  retired: { through: number; at: string } | null;
  /** The newest checkpoint; null when nothing was signed yet. */
  signed: { size: number; at: string } | null;
  /** When the first event that no checkpoint covers was recorded; null when all are covered. */
  unsignedSince: string | null;
  /** Whether that event has waited longer than it should: the server can't sign, or checkpoints were removed. */
  overdue: boolean;
  /** The last verification that came to an end; null when there was none. */
  verified: { at: string; by: string; sequence: number; firstBad: number | null } | null;
}

/** When the first event after `sequence` was recorded. */
async function timeAfter(chain: string, sequence: number): Promise<string | null> {
  const row = await database().auditEvent.findFirst({
    where: { chain, sequence: { gt: sequence } },
    orderBy: { sequence: "asc" },
    select: { settledAt: true, occurredAt: true },
  });
  return row ? (row.settledAt ?? row.occurredAt).toISOString() : null;
}

/** The newest verification with a result: a refused one says nothing about the log. */
async function lastVerification(chain: string): Promise<ChainState["verified"]> {
  const pages = await Promise.all(
    ["succeeded", "failed"].map((outcome) =>
      listAuditEvents({ chain, action: "audit.verify", outcome, limit: 1 }),
    ),
  );
  const [newest] = pages
    .flatMap(({ items }) => items)
    .filter(({ detail }) => "firstBad" in detail)
    .sort((a, b) => b.sequence - a.sequence);
  if (!newest) return null;
  const { firstBad } = newest.detail;
  return {
    at: newest.settledAt ?? newest.occurredAt,
    by: newest.actor.name,
    sequence: newest.sequence,
    firstBad: typeof firstBad === "number" ? firstBad : null,
  };
}

/**
 * Returns the state of a chain: its length, its signatures, and its last verification. The answer is quick and proves
 * nothing; `verifyChain` does.
 */
export async function chainState(chain: string): Promise<ChainState> {
  const [head, retired, signed, verified] = await Promise.all([
    chainHead(chain),
    readRetirement(chain),
    newestCheckpointRow(chain),
    lastVerification(chain),
  ]);
  const [since, unsignedSince] = await Promise.all([
    timeAfter(chain, retired?.sequence ?? 0),
    timeAfter(chain, signed?.size ?? 0),
  ]);
  return {
    head,
    since,
    retired: retired ? { through: retired.sequence, at: retired.retiredAt.toISOString() } : null,
    signed: signed ? { size: signed.size, at: signed.createdAt.toISOString() } : null,
    unsignedSince,
    overdue: unsignedSince !== null && Date.now() - Date.parse(unsignedSince) > UNSIGNED_TOO_LONG_MS,
    verified,
  };
}
