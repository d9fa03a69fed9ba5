import "server-only";
import { chainHead } from "@/lib/audit/chain";
import type { AuditFilter } from "@/lib/audit/filter";
import { database } from "@/lib/db/client";
import { LARGEST_INTEGER } from "@/lib/db/values";

/**
 * Events are numbered when they are recorded, at most this much after they happened. The exceptions are in the partial
 * index `AuditEvent_late`. Three places have these ten minutes and must agree: this one, the index (in a migration) and
 * the search for late events (`find-events`).
 */
const RECORDED_WITHIN_MS = 10 * 60_000;
/** Replicas' clocks may differ by less than this. The trigger `AuditEvent_clock` reports a larger difference. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/** The first and the last sequence number, both included, that events of a period can have, except late ones. */
interface SequenceBounds {
  lowest: number;
  highest: number;
}

/** The newest event that was certainly recorded before a moment, with any clock. */
async function lastBefore(chain: string, moment: number): Promise<number> {
  const row = await database().auditEvent.findFirst({
    where: { chain, settledAt: { lt: new Date(moment - CLOCKS_DIFFER_MS) } },
    orderBy: [{ settledAt: "desc" }, { sequence: "desc" }],
    select: { sequence: true },
  });
  return row?.sequence ?? 0;
}

/** The oldest event that was certainly recorded after a moment; null when there is none. */
async function firstAfter(chain: string, moment: number): Promise<number | null> {
  const row = await database().auditEvent.findFirst({
    where: { chain, settledAt: { gt: new Date(moment + CLOCKS_DIFFER_MS) } },
    orderBy: [{ settledAt: "asc" }, { sequence: "asc" }],
    select: { sequence: true },
  });
  return row?.sequence ?? null;
}

/**
 * Whether clocks disagreed at a moment: then sequence numbers don't follow the time around it. A clock that ran an hour
 * ahead, and was corrected, leaves events of that hour both before and behind its own.
 */
async function clocksDisagree(chain: string, moment: number): Promise<boolean> {
  const step = await database().auditClockStep.findFirst({
    where: {
      chain,
      earlier: { lte: new Date(moment + CLOCKS_DIFFER_MS) },
      later: { gte: new Date(moment - CLOCKS_DIFFER_MS) },
    },
    select: { sequence: true },
  });
  return step !== null;
}

async function lowestFrom(chain: string, from: number): Promise<number> {
  return (await clocksDisagree(chain, from)) ? 1 : (await lastBefore(chain, from)) + 1;
}

/** Null when the newest event can be one of the period. */
async function highestUpTo(chain: string, to: number): Promise<number | null> {
  const recorded = to + RECORDED_WITHIN_MS;
  const beyond = (await clocksDisagree(chain, recorded)) ? null : await firstAfter(chain, recorded);
  return beyond === null ? null : beyond - 1;
}

/**
 * Bounds a search by time to a range of sequence numbers, so that an old period is found without walking there.
 * Where nothing can match, `lowest` is beyond `highest`.
 *
 * @param open whether the search may end where the chain does, without a number: that saves a statement
 */
export async function sequenceBounds(
  filter: Pick<AuditFilter, "chain" | "from" | "to">,
  open = false,
): Promise<SequenceBounds> {
  const { chain, from, to } = filter;
  return {
    lowest: from ? await lowestFrom(chain, from.getTime()) : 1,
    highest:
      (to ? await highestUpTo(chain, to.getTime()) : null) ??
      (open ? LARGEST_INTEGER : await chainHead(chain)),
  };
}
