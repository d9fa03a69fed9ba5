import "server-only";
import { checkpointOrigin, writeCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { frontierRoot } from "@/lib/audit/proof/merkle-tree";
import { signNote } from "@/lib/audit/proof/signed-note";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import { readCheckpointFile, writeCheckpointFile } from "./checkpoint-file";
import { provenRetirement } from "./proven-retirement";
import {
  ChainBroken,
  checkpointRow,
  newestCheckpointRow,
  openSignedCheckpoint,
  openStoredCheckpoint,
  type SignedCheckpoint,
} from "./read-checkpoints";
import { requireSignedTree, storeNodes } from "./signed-tree";
import { currentSigningKey, listSigningKeys } from "./signing-key";
import { storedFrontier, storedTree } from "./stored-tree";

/** The newest checkpoint that this portal signed, of those in the database and in the data folder. */
async function lastSigned(chain: string): Promise<SignedCheckpoint | null> {
  const notes = [(await newestCheckpointRow(chain))?.note, await readCheckpointFile(chain)];
  // The keys are read after the notes: a key made meanwhile may have signed one of them.
  const keys = await listSigningKeys();
  const opened = notes.flatMap((note) => (note ? [openSignedCheckpoint(chain, note, keys)] : []));
  if (opened.includes(null))
    throw new ChainBroken(chain, "its newest checkpoint was not signed by this portal");
  return (
    opened.reduce((newest, one) => ((one?.size ?? 0) > (newest?.size ?? 0) ? one : newest), null) ?? null
  );
}

async function hashOf(chain: string, sequence: number): Promise<string | null> {
  const row = await database().auditEvent.findUnique({
    where: { chain_sequence: { chain, sequence } },
    select: { hash: true },
  });
  return row && toHex(row.hash);
}

/**
 * Signs the present state of a chain, and keeps the checkpoint. Without new events it returns the last checkpoint. The
 * new tree must continue the signed one. Whole tiles are trusted for this check as they are stored; `verifyChain`
 * recomputes every event.
 *
 * @param chain a workspace's id, or "portal"
 * @returns null for a chain without events
 * @throws ChainBroken when the log isn't the continuation of its last checkpoint, or an event of it is missing
 */
export async function makeCheckpoint(chain: string): Promise<SignedCheckpoint | null> {
  // The first key is an event of the portal's chain itself, so it must exist before the head is read.
  const key = await currentSigningKey();
  const last = await lastSigned(chain);
  await provenRetirement(chain);
  const head = await database().auditChain.findUnique({ where: { chain } });
  const size = head?.sequence ?? 0;
  if (last && size < last.size) throw new ChainBroken(chain, `events after ${size} are missing`);
  if (!head || size === 0 || last?.size === size) return last;
  const chainHash = toHex(head.hash);
  if ((await hashOf(chain, size)) !== chainHash) {
    throw new ChainBroken(chain, `event ${size} is not the one that the chain's head names`);
  }
  await storeNodes(chain, size);
  const tree = storedTree(chain);
  if (last) await requireSignedTree(chain, last, tree);
  const root = frontierRoot(await storedFrontier(tree, size));
  const now = new Date();
  const text = writeCheckpoint({ chain, size, root, head: chainHash, time: now.toISOString() });
  const note = signNote(text, checkpointOrigin(chain), key.privateKey);
  await database().auditCheckpoint.createMany({
    data: [
      {
        chain,
        size,
        rootHash: new Uint8Array(root),
        chainHash: head.hash,
        keyId: key.id,
        note,
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  // Where another replica was faster, its note is the one that all readers see.
  const stored = await openStoredCheckpoint(chain, (await checkpointRow(chain, size)) ?? { size, note });
  await writeCheckpointFile(chain, stored);
  return stored;
}
