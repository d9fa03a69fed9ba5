import "server-only";
import { chainHead } from "@/lib/audit/chain-head";
import { database } from "@/lib/db/client";
import type { AuditFilter } from "./audit-filter";

/**
 * Events are numbered as they are recorded, which is after they happened: mostly at once, and at most this much later,
 * but for those in the partial index `AuditEvent_late`.
 */
const RECORDED_WITHIN_MS = 10 * 60_000;
/** Replicas' clocks may differ by less than this. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/** The first and the last sequence number, both included, that events of a period can have, but for late ones. */
export interface SequenceBounds {
  lowest: number;
  highest: number;
}

/** What was recorded before a moment for certain, whatever the clocks: the newest of these, by its number. */
async function lastBefore(chain: string, moment: number): Promise<number> {
  const row = await database().auditEvent.findFirst({
    where: { chain, settledAt: { lt: new Date(moment - CLOCKS_DIFFER_MS) } },
    orderBy: [{ settledAt: "desc" }, { sequence: "desc" }],
    select: { sequence: true },
  });
  return row?.sequence ?? 0;
}

/** What was recorded after a moment for certain: the oldest of these; null when there is none. */
async function firstAfter(chain: string, moment: number): Promise<number | null> {
  const row = await database().auditEvent.findFirst({
    where: { chain, settledAt: { gt: new Date(moment + CLOCKS_DIFFER_MS) } },
    orderBy: [{ settledAt: "asc" }, { sequence: "asc" }],
    select: { sequence: true },
  });
  return row?.sequence ?? null;
}

/**
 * Bounds a search by time to a range of sequence numbers, so that an old period is found without walking there.
 * Where nothing can match, `lowest` is beyond `highest`.
 */
export async function sequenceBounds(
  filter: Pick<AuditFilter, "chain" | "from" | "to">,
): Promise<SequenceBounds> {
  const { chain, from, to } = filter;
  const beyond = to ? await firstAfter(chain, to.getTime() + RECORDED_WITHIN_MS) : null;
  return {
    lowest: from ? (await lastBefore(chain, from.getTime())) + 1 : 1,
    highest: beyond === null ? await chainHead(chain) : beyond - 1,
  };
}
