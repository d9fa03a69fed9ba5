import "server-only";
import { frontierRoot, type Subtree } from "@/lib/audit/proof/merkle-tree";
import { ChainBroken } from "./chain-broken";
import type { SignedCheckpoint } from "./read-checkpoints";
import { listSigningKeys, type SigningKey } from "./signing-key";
import { storedFrontier } from "./stored-tree";

/**
 * Makes sure that a chain's tree still has the root that was signed.
 * @throws ChainBroken when an event, or a stored node, is missing or not what it was then
 */
export async function requireSignedTree(
  chain: string,
  { size, root }: SignedCheckpoint,
  tree: Subtree,
): Promise<void> {
  if (frontierRoot(await storedFrontier(tree, size)).equals(root)) return;
  throw new ChainBroken(chain, `an event up to ${size} is not what it was when it was signed`);
}

/**
 * The key that signed a checkpoint.
 * @throws ChainBroken when it is not among the stored ones any more
 */
export async function keyOfCheckpoint(chain: string, { keyId }: SignedCheckpoint): Promise<SigningKey> {
  const key = (await listSigningKeys()).find(({ id }) => id === keyId);
  if (!key) throw new ChainBroken(chain, "the key of its checkpoint is gone");
  return key;
}
