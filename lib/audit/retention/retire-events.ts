import "server-only";
import { ChainBroken } from "@/lib/audit/checkpoints/make-checkpoint";
import { openCheckpoint, type SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { currentSigningKey, listSigningKeys } from "@/lib/audit/checkpoints/signing-key";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import type { TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { retirementOrigin, writeRetirement } from "@/lib/audit/proof/retirement-text";
import { signNote } from "@/lib/audit/proof/signed-note";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { checkRange } from "./check-range";
import { forgetWords } from "./forget-words";
import { checkpointToRetire } from "./range-to-retire";
import { readRetirement } from "./read-retirement";

const REMOVAL_TIMEOUT_MS = 120_000;

async function remove(
  chain: string,
  first: number,
  checkpoint: SignedCheckpoint,
  tree: TreeFrontier,
  keepDays: number,
) {
  const { size, note, head, root } = checkpoint;
  const key = await currentSigningKey();
  const text = writeRetirement({ chain, through: size, time: new Date().toISOString() });
  await database().$transaction(
    async (tx) => {
      await tx.auditRetiredRange.create({
        data: {
          chain,
          firstSequence: first,
          lastSequence: size,
          lastHash: Buffer.from(head, "hex"),
          frontier: new Uint8Array(Buffer.concat(tree.nodes)),
          checkpoint: note,
          statement: signNote(text, retirementOrigin(chain), key.privateKey),
        },
      });
      await tx.auditEvent.deleteMany({ where: { chain, sequence: { lte: size } } });
      await tx.$executeRaw`
        DELETE FROM "AuditActivity" WHERE "chain" = ${chain} AND "hour" <
          (SELECT date_trunc('hour', min("occurredAt"), 'UTC') FROM "AuditEvent" WHERE "chain" = ${chain})`;
      await recordEvent(tx, {
        workspaceId: chain,
        actor: SYSTEM_ACTOR,
        action: "audit.retire",
        outcome: "succeeded",
        target: { type: "audit_log", id: chain, name: null },
        detail: {
          from: first,
          through: size,
          events: size - first + 1,
          root: root.toString("hex"),
          keepDays,
        },
      });
    },
    { timeout: REMOVAL_TIMEOUT_MS },
  );
}

/**
 * Removes a workspace's events that are older than `keepDays`, as whole ranges that a signed checkpoint covers. Each
 * range leaves its root, enough of the tree to go on from, the portal's signed word, and an event that says so. What
 * waits for delivery stays until it is delivered.
 *
 * @returns how many events were removed
 * @throws ChainBroken when a range isn't what was signed: then nothing of it is removed
 */
export async function retireEvents(workspaceId: string, keepDays: number, now: Date): Promise<number> {
  let removed = 0;
  for (;;) {
    const retired = await readRetirement(workspaceId);
    const before = retired?.sequence ?? 0;
    const row = await checkpointToRetire(workspaceId, before, keepDays, now);
    if (!row) break;
    const checkpoint = openCheckpoint(workspaceId, row.note, await listSigningKeys());
    if (checkpoint?.size !== row.size) {
      throw new ChainBroken(workspaceId, `the checkpoint of event ${row.size} was not signed by this portal`);
    }
    const tree = await checkRange(workspaceId, retired, checkpoint);
    await remove(workspaceId, before + 1, checkpoint, tree, keepDays);
    removed += row.size - before;
  }
  if (removed > 0) await forgetWords(workspaceId);
  return removed;
}
