import "server-only";
import { ChainBroken } from "@/lib/audit/checkpoints/chain-broken";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import type { Retirement } from "@/lib/audit/checkpoints/read-retirement";
import { toHex } from "@/lib/audit/proof/hash-text";
import {
  appendLeaf,
  emptyFrontier,
  frontierRoot,
  leafHash,
  type TreeFrontier,
} from "@/lib/audit/proof/merkle-tree";
import { wordsAmong } from "@/lib/audit/search/event-terms";
import { rowProblem, rowsAfter, termsOf } from "@/lib/audit/verify/chain-row";
import { faultBeforeStart } from "@/lib/audit/verify/verify-chain";

/**
 * Recomputes a chain's oldest events up to a checkpoint: evidence of tampering must not be tidied away.
 * @returns the compact range of everything up to the checkpoint, and the words that these events are found by
 * @throws ChainBroken when they are not what was signed
 */
export async function checkRange(
  chain: string,
  retired: Retirement | null,
  checkpoint: SignedCheckpoint,
): Promise<{ tree: TreeFrontier; words: Set<string> }> {
  const stray = await faultBeforeStart(chain, retired?.sequence ?? 0);
  if (stray) throw new ChainBroken(chain, `event ${stray.sequence}: ${stray.problem}`);
  const tree = retired ? { size: retired.sequence, nodes: [...retired.frontier.nodes] } : emptyFrontier();
  let hash = retired?.hash ?? Buffer.alloc(0);
  const words = new Set<string>();
  while (tree.size < checkpoint.size) {
    const rows = (await rowsAfter(chain, tree.size)).filter(({ sequence }) => sequence <= checkpoint.size);
    if (rows.length === 0) throw new ChainBroken(chain, `events after ${tree.size} are missing`);
    for (const row of rows) {
      const problem = rowProblem(row, tree.size + 1, hash);
      if (problem) throw new ChainBroken(chain, `event ${row.sequence}: ${problem}`);
      appendLeaf(tree, leafHash(row.hash));
      hash = Buffer.from(row.hash);
      for (const word of wordsAmong(termsOf(row))) words.add(word);
    }
  }
  if (frontierRoot(tree).equals(checkpoint.root) && toHex(hash) === checkpoint.head) return { tree, words };
  throw new ChainBroken(
    chain,
    `an event up to ${checkpoint.size} is not what was signed at ${checkpoint.time}`,
  );
}
