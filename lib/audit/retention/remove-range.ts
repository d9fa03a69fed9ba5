import "server-only";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import { currentSigningKey } from "@/lib/audit/checkpoints/signing-key";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { toHex } from "@/lib/audit/proof/hash-text";
import type { TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { retirementOrigin, writeRetirement } from "@/lib/audit/proof/retirement-text";
import { signNote } from "@/lib/audit/proof/signed-note";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";

const REMOVAL_TIMEOUT_MS = 120_000;

/** A range that may go: everything after `before` up to a checkpoint, and the tree up to there. */
export interface RetiringRange {
  before: number;
  checkpoint: SignedCheckpoint;
  tree: TreeFrontier;
  keepDays: number;
}

/**
 * Removes one range: the row that stands for it, the events, and the event that says so, in one transaction.
 * @returns false when another replica has removed something meanwhile: then nothing is done
 */
export async function removeRange(
  chain: string,
  { before, checkpoint, tree, keepDays }: RetiringRange,
): Promise<boolean> {
  const { size, note, head, root } = checkpoint;
  const key = await currentSigningKey();
  const text = writeRetirement({ chain, through: size, time: new Date().toISOString() });
  return await database().$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`retire ${chain}`}))`;
      if (((await readRetirement(chain, tx))?.sequence ?? 0) !== before) return false;
      await tx.auditRetiredRange.create({
        data: {
          chain,
          firstSequence: before + 1,
          lastSequence: size,
          lastHash: Buffer.from(head, "hex"),
          frontier: new Uint8Array(Buffer.concat(tree.nodes)),
          checkpoint: note,
          statement: signNote(text, retirementOrigin(chain), key.privateKey),
        },
      });
      // What was put among numbers that are gone already is evidence of tampering, and stays.
      await tx.auditEvent.deleteMany({ where: { chain, sequence: { gt: before, lte: size } } });
      await tx.auditClockStep.deleteMany({ where: { chain, sequence: { lte: size } } });
      await recordEvent(tx, {
        workspaceId: chain,
        actor: SYSTEM_ACTOR,
        action: "audit.retire",
        outcome: "succeeded",
        target: { type: "audit_log", id: chain, name: null },
        detail: {
          from: before + 1,
          through: size,
          events: size - before,
          root: toHex(root),
          keepDays,
        },
      });
      return true;
    },
    { timeout: REMOVAL_TIMEOUT_MS },
  );
}
