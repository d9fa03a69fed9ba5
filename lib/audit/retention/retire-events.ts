import "server-only";
import { provenRetirement } from "@/lib/audit/checkpoints/proven-retirement";
import { openStoredCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { checkpointToRetire, checkRange } from "./due-ranges";
import { requireLoggedRule } from "./logged-rule";
import { forgetActivity, forgetWords, removeRange } from "./remove-range";

/** Removes one range, and returns its number of events and their words; null when there was nothing to remove. */
async function step(
  chain: string,
  keepDays: number,
  now: Date,
): Promise<{ removed: number; words: Set<string> } | null> {
  const retired = await provenRetirement(chain);
  const before = retired?.sequence ?? 0;
  const row = await checkpointToRetire(chain, before, keepDays, now);
  if (!row) return null;
  const checkpoint = await openStoredCheckpoint(chain, row);
  try {
    const { tree, words } = await checkRange(chain, retired, checkpoint);
    const done = await removeRange(chain, { before, checkpoint, tree, keepDays });
    return { removed: done ? row.size - before : 0, words };
  } catch (error) {
    // Another replica may have removed the range while it was checked here.
    if (((await provenRetirement(chain))?.sequence ?? 0) === before) throw error;
    return { removed: 0, words: new Set() };
  }
}

/**
 * Removes a workspace's events that are older than `keepDays`, as whole ranges that a signed checkpoint covers. Of each
 * range remain its root, enough of the tree to continue it, the portal's signed statement, and an event about the
 * removal. Undelivered events stay until they are delivered.
 *
 * @returns how many events were removed
 * @throws ChainBroken when a range isn't the signed one: then nothing of it is removed
 * @throws Problem `conflict` when the log doesn't confirm this rule
 */
export async function retireEvents(workspaceId: string, keepDays: number, now: Date): Promise<number> {
  await requireLoggedRule(workspaceId, keepDays);
  let removed = 0;
  const words = new Set<string>();
  for (;;) {
    const done = await step(workspaceId, keepDays, now);
    if (!done) break;
    removed += done.removed;
    for (const word of done.words) words.add(word);
  }
  if (removed > 0) {
    await forgetActivity(workspaceId);
    await forgetWords(workspaceId, words);
  }
  return removed;
}
