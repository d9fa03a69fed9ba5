import "server-only";
import { database } from "@/lib/db/client";
import type { AuditFilter } from "./audit-filter";

/**
 * Events are numbered as they are recorded, which is after they happened: mostly at once, and at most this much later,
 * but for those in the partial index `AuditEvent_late`.
 */
const RECORDED_WITHIN_MS = 10 * 60_000;
/** Replicas' clocks may differ by so much. */
const CLOCKS_DIFFER_MS = 60_000;

/** The first and the last sequence number, both included, that events of a period can have, but for late ones. */
export interface SequenceBounds {
  lowest: number;
  highest: number;
}

/**
 * Bounds a search by time to a range of sequence numbers, so that an old period is found without walking there.
 * Where nothing can match, `lowest` is beyond `highest`.
 */
export async function sequenceBounds(
  filter: Pick<AuditFilter, "chain" | "from" | "to">,
): Promise<SequenceBounds> {
  const { chain, from, to } = filter;
  const first = from
    ? await database().auditEvent.findFirst({
        where: { chain, settledAt: { gte: new Date(from.getTime() - CLOCKS_DIFFER_MS) } },
        orderBy: [{ settledAt: "asc" }, { sequence: "asc" }],
        select: { sequence: true },
      })
    : { sequence: 1 };
  const last = await database().auditEvent.findFirst({
    where: {
      chain,
      ...(to ? { settledAt: { lte: new Date(to.getTime() + RECORDED_WITHIN_MS + CLOCKS_DIFFER_MS) } } : {}),
    },
    orderBy: to ? [{ settledAt: "desc" }, { sequence: "desc" }] : { sequence: "desc" },
    select: { sequence: true },
  });
  return { lowest: first?.sequence ?? Number.MAX_SAFE_INTEGER, highest: last?.sequence ?? 0 };
}
