import { emptyRoot, HASH_BYTES, nodeHash, type Subtree, splitPoint } from "./merkle-tree";

/**
 * Returns the proof that a tree is the continuation of a smaller one (RFC 9162, section 2.1.4.1). Every tree continues
 * the empty one and itself: then the path is empty.
 *
 * @throws RangeError when the old tree is larger than the new one
 */
export async function consistencyPath(oldSize: number, newSize: number, subtree: Subtree): Promise<Buffer[]> {
  if (oldSize < 0 || oldSize > newSize) {
    throw new RangeError(`a tree of ${newSize} leaves does not continue one of ${oldSize}`);
  }
  if (oldSize === 0 || oldSize === newSize) return [];
  const ranges: [number, number][] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.push([middle, end]);
      end = middle;
    } else {
      ranges.push([start, middle]);
      start = middle;
    }
  }
  // The verifier knows the old tree's root already. Any other subtree that ends where the old tree ends must be
  // included.
  if (start !== 0) ranges.push([start, end]);
  return await Promise.all(ranges.reverse().map(([from, to]) => subtree(from, to)));
}

/** Whether the path proves that the new tree continues the old one (RFC 9162, section 2.1.4.2). */
export function isConsistent(
  oldSize: number,
  oldRoot: Buffer,
  newSize: number,
  newRoot: Buffer,
  path: Buffer[],
): boolean {
  if (oldSize < 0 || oldSize > newSize || path.some((node) => node.length !== HASH_BYTES)) return false;
  if (oldSize === 0) return path.length === 0 && oldRoot.equals(emptyRoot());
  if (oldSize === newSize) return path.length === 0 && oldRoot.equals(newRoot);
  let position = oldSize - 1;
  let last = newSize - 1;
  while (position % 2 === 1) {
    position = (position - 1) / 2;
    last = Math.floor(last / 2);
  }
  // A perfect old tree is a node of the new one, so that its root is the path's missing first hash.
  const [first, ...rest] = position === 0 ? [oldRoot, ...path] : path;
  if (!first) return false;
  const roots = climb(first, rest, position, last);
  if (!roots) return false;
  return roots.old.equals(oldRoot) && roots.new.equals(newRoot);
}

/** Rebuilds both roots from the node that they share; null when the path is too long or too short. */
function climb(first: Buffer, path: Buffer[], index: number, lastIndex: number) {
  const roots = { old: first, new: first };
  let position = index;
  let last = lastIndex;
  for (const beside of path) {
    if (last === 0) return null;
    if (position % 2 === 1 || position === last) {
      roots.old = nodeHash(beside, roots.old);
      roots.new = nodeHash(beside, roots.new);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      roots.new = nodeHash(roots.new, beside);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? roots : null;
}
