import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { makeCheckpoint } from "./make-checkpoint";

/** A chain is signed once it has this many unsigned events … */
const MOST_UNSIGNED = 1_000;

/** … or once it has unsigned events and its last signature is this old, in milliseconds. */
const LONGEST_UNSIGNED_MS = 60 * 60_000;

/**
 * An event of this age, in milliseconds, should be covered by a checkpoint. If not, the server can't sign, or somebody
 * removed checkpoints: a restart alone takes less time.
 */
export const UNSIGNED_TOO_LONG_MS = 3 * LONGEST_UNSIGNED_MS;

const signingState = z.object({
  chain: z.string(),
  sequence: z.int(),
  size: z.int().nullable(),
  createdAt: z.date().nullable(),
});

function isDue({ sequence, size, createdAt }: z.output<typeof signingState>, now: Date): boolean {
  const unsigned = sequence - (size ?? 0);
  const old = createdAt === null || now.getTime() - createdAt.getTime() >= LONGEST_UNSIGNED_MS;
  return unsigned >= MOST_UNSIGNED || (unsigned > 0 && old);
}

/**
 * Signs every chain whose unsigned events are too many or too old.
 * @param now the moment from which the age of the last signature is counted
 * @param onError gets an error that names the chain, for each chain that can't be signed; the others are signed anyway
 */
export async function checkpointDueChains(now: Date, onError: (error: unknown) => void): Promise<void> {
  const states = await queryRows(database(), "the chains' newest checkpoints", signingState)`
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
      const why = error instanceof Error ? error.message : String(error);
      onError(new Error(`The audit log of ${state.chain} could not be signed: ${why}`, { cause: error }));
    }
  }
}
