import "server-only";
import { database } from "@/lib/db/client";
import { makeCheckpoint } from "./make-checkpoint";

/** A chain is signed once so many events are new … */
const MOST_UNSIGNED = 1_000;
/** … or there is news and the last signature is so old. */
const LONGEST_UNSIGNED_MS = 60 * 60_000;

interface SigningState {
  chain: string;
  sequence: number;
  size: number | null;
  createdAt: Date | null;
}

function isDue({ sequence, size, createdAt }: SigningState, now: Date): boolean {
  const unsigned = sequence - (size ?? 0);
  const old = createdAt === null || now.getTime() - createdAt.getTime() >= LONGEST_UNSIGNED_MS;
  return unsigned >= MOST_UNSIGNED || (unsigned > 0 && old);
}

/**
 * Signs every chain that has 1,000 new events, or news for an hour.
 * @param onError told of each chain that can't be signed; the others are signed all the same
 */
export async function checkpointDueChains(now: Date, onError: (error: unknown) => void): Promise<void> {
  const states = await database().$queryRaw<SigningState[]>`
    SELECT head."chain", head."sequence", newest."size", newest."createdAt"
    FROM "AuditChain" head
    LEFT JOIN LATERAL (
      SELECT "size", "createdAt" FROM "AuditCheckpoint" signed WHERE signed."chain" = head."chain"
      ORDER BY "size" DESC LIMIT 1
    ) newest ON TRUE`;
  for (const state of states) {
    if (!isDue(state, now)) continue;
    try {
      await makeCheckpoint(state.chain);
    } catch (error) {
      onError(error);
    }
  }
}
