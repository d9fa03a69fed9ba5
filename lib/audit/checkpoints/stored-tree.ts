import "server-only";
import { nodeHash, type Subtree, type TreeFrontier } from "@/lib/audit/proof/merkle-tree";
import { Problem } from "@/lib/problems/problem";
import { ChainBroken } from "./read-checkpoints";
import { readRetirement } from "./read-retirement";
import { perfectRoot, TILE_LEVELS, TILE_WIDTH, tileReader } from "./tree-tiles";

/** Explains a missing event: retention removed it while the tree was being read, or somebody else did. */
async function missingEvent(chain: string, sequence: number): Promise<Problem> {
  const retired = (await readRetirement(chain))?.sequence ?? 0;
  return retired >= sequence
    ? new Problem("conflict", `Retention removed events up to ${retired} meanwhile: ask again`)
    : new ChainBroken(chain, `event ${sequence} is missing`);
}

/** The exponent of the largest power of two that is not above a positive 32-bit number. */
function log2(number: number): number {
  return 31 - Math.clz32(number);
}

/** The perfect subtrees that a range of leaves consists of, the largest first: [start, end) each. */
function perfectParts(start: number, end: number): [number, number][] {
  const parts: [number, number][] = [];
  for (let at = start; at < end; ) {
    const next = at + 2 ** log2(end - at);
    parts.push([at, next]);
    at = next;
  }
  return parts;
}

/**
 * Returns a function that computes the hash of any range of a chain's tree, from stored nodes and the newest events.
 * The range must lie within the last checkpoint, and be aligned from the left as in RFC 9162's algorithms.
 *
 * @throws ChainBroken (from the reader) when an event that it needs is missing
 * @throws Problem `conflict` (from the reader) when retention removed that event after the reader was made
 */
export function storedTree(chain: string): Subtree {
  const tile = tileReader(chain);
  const removed = readRetirement(chain).then((retired) => {
    const parts = perfectParts(0, retired?.frontier.size ?? 0);
    return new Map(parts.map(([start, end], index) => [`${start}-${end}`, retired?.frontier.nodes[index]]));
  });

  async function perfect(start: number, end: number): Promise<Buffer> {
    const kept = (await removed).get(`${start}-${end}`);
    if (kept) return kept;
    const width = end - start;
    const base = Math.floor(log2(width) / TILE_LEVELS) * TILE_LEVELS;
    const first = start / 2 ** base;
    const nodes = await tile(base, Math.floor(first / TILE_WIDTH));
    const found = Array.from({ length: width / 2 ** base }, (_, index) =>
      nodes.get((first % TILE_WIDTH) + index),
    );
    if (found.every((node) => node !== undefined)) return perfectRoot(found as Buffer[]);
    if (width === 1) throw await missingEvent(chain, end);
    // Retention removed a part of these leaves. The frontier of the removed events has that part; the rest is stored.
    const middle = start + width / 2;
    return nodeHash(await perfect(start, middle), await perfect(middle, end));
  }

  return async (start, end) => {
    const parts = await Promise.all(perfectParts(start, end).map(([from, to]) => perfect(from, to)));
    return parts.reduceRight((right, left) => nodeHash(left, right));
  };
}

/** The compact range of a chain's first events. */
export async function storedFrontier(tree: Subtree, size: number): Promise<TreeFrontier> {
  const nodes = await Promise.all(perfectParts(0, size).map(([start, end]) => tree(start, end)));
  return { size, nodes };
}
