import { hash } from "node:crypto";

/** How long a hash is, in bytes. */
export const HASH_BYTES = 32;

/**
 * Returns the hash of the tree over the leaves from `start` up to, and without, `end`: MTH(D[start:end]) of RFC 9162.
 */
export type Subtree = (start: number, end: number) => Promise<Buffer>;

/**
 * The compact range of a tree: the roots of its perfect subtrees, the largest first. Appending needs nothing else. The
 * range has one node for every 1 in the binary form of the size.
 */
export interface TreeFrontier {
  size: number;
  nodes: Buffer[];
}

/**
 * 0x01 and two hashes. All calls share it: hashing is synchronous, and an allocation per node costs more than the hash.
 */
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

/** The hash of a leaf, SHA-256(0x00 ‖ data); the leading byte keeps leaves and nodes apart (RFC 9162, section 2.1.1). */
export function leafHash(data: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(1 + data.length);
  input[0] = 0x00;
  input.set(data, 1);
  return hash("sha256", input, "buffer");
}

/** The hash of an inner node, SHA-256(0x01 ‖ left ‖ right) (RFC 9162, section 2.1.1). Takes two hashes of 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return hash("sha256", nodeInput, "buffer");
}

/** The root of the tree without leaves: the hash of nothing. */
export function emptyRoot(): Buffer {
  return hash("sha256", "", "buffer");
}

/** A tree without leaves, to append to. */
export function emptyFrontier(): TreeFrontier {
  return { size: 0, nodes: [] };
}

/**
 * Appends a leaf, changing the frontier itself: a copy per leaf would dominate the time of a long chain.
 * @param leaf the leaf's hash, as of `leafHash`
 */
export function appendLeaf(frontier: TreeFrontier, leaf: Buffer): void {
  let node = leaf;
  // Each trailing 1 of the size is a perfect subtree as large as the one that was just completed.
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = frontier.nodes.pop();
    if (!left) throw new RangeError("the frontier has fewer nodes than its size needs");
    node = nodeHash(left, node);
  }
  frontier.nodes.push(node);
  frontier.size += 1;
}

/** The root of the tree, 32 bytes. */
export function frontierRoot(frontier: TreeFrontier): Buffer {
  return (
    frontier.nodes.reduceRight<Buffer | null>(
      (right, left) => (right === null ? left : nodeHash(left, right)),
      null,
    ) ?? emptyRoot()
  );
}

/** Whether a frontier is possible: a whole size, the number of nodes of that size, and whole hashes. */
export function isFrontier(frontier: TreeFrontier): boolean {
  if (!Number.isSafeInteger(frontier.size) || frontier.size < 0) return false;
  let needed = 0;
  for (let rest = frontier.size; rest > 0; rest = Math.floor(rest / 2)) needed += rest % 2;
  return frontier.nodes.length === needed && frontier.nodes.every((node) => node.length === HASH_BYTES);
}

/**
 * Returns where a tree of this size (2 or more) divides: the largest power of two below it (RFC 9162, section 2.1.1).
 */
export function splitPoint(size: number): number {
  let point = 1;
  while (point * 2 < size) point *= 2;
  return point;
}
