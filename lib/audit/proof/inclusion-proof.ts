import { HASH_BYTES, nodeHash, type Subtree, splitPoint } from "./merkle-tree";

/**
 * Returns the proof that a leaf is part of a tree: the hashes beside its way to the root, the lowest first (RFC 9162,
 * section 2.1.3.1).
 *
 * @param index the leaf's place, from 0
 * @param size how many leaves the tree has
 * @throws RangeError when the tree has no such leaf
 */
export async function inclusionPath(index: number, size: number, subtree: Subtree): Promise<Buffer[]> {
  if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  const ranges: [number, number][] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  return await Promise.all(ranges.reverse().map(([from, to]) => subtree(from, to)));
}

/**
 * Returns the root that a leaf and its inclusion path lead to (RFC 9162, section 2.1.3.2). The proof holds when that is
 * the tree's root.
 *
 * @param leaf the leaf's hash
 * @returns null when a tree of this size has no path of this form for this leaf
 */
export function rootFromInclusion(leaf: Buffer, index: number, size: number, path: Buffer[]): Buffer | null {
  if (index < 0 || index >= size) return null;
  if (path.some((node) => node.length !== HASH_BYTES)) return null;
  let position = index;
  let last = size - 1;
  let root = leaf;
  for (const beside of path) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      root = nodeHash(beside, root);
      // A last node without a sibling moves up unchanged until it is a right child.
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      root = nodeHash(root, beside);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}
