import "server-only";
import { frontierRoot, leafHash, type Subtree } from "@/lib/audit/proof/merkle-tree";
import { database } from "@/lib/db/client";
import { ChainBroken, type SignedCheckpoint } from "./read-checkpoints";
import { listSigningKeys, type SigningKey } from "./signing-key";
import { storedFrontier, storedTree } from "./stored-tree";
import { perfectRoot, TILE_LEVELS, TILE_WIDTH, TOP_LEVEL } from "./tree-tiles";

/**
 * Makes sure that a chain's tree still has the signed root.
 * @throws ChainBroken when an event, or a stored node, is missing or has changed
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
 * @throws ChainBroken when the key is no longer stored
 */
export async function keyOfCheckpoint(chain: string, { keyId }: SignedCheckpoint): Promise<SigningKey> {
  const key = (await listSigningKeys()).find(({ id }) => id === keyId);
  if (!key) throw new ChainBroken(chain, "the key of its checkpoint is gone");
  return key;
}

/** The number of nodes computed before they are written: 32 tiles read 8,192 rows. */
const TILES_AT_ONCE = 32;

async function nodesBelow(chain: string, level: number, start: number, count: number): Promise<Buffer[]> {
  if (level === TILE_LEVELS) {
    const rows = await database().auditEvent.findMany({
      where: { chain, sequence: { gt: start, lte: start + count } },
      orderBy: { sequence: "asc" },
      select: { hash: true },
    });
    return rows.map(({ hash }) => leafHash(hash));
  }
  const rows = await database().auditTreeNode.findMany({
    where: { chain, level: level - TILE_LEVELS, index: { gte: start, lt: start + count } },
    orderBy: { index: "asc" },
    select: { hash: true },
  });
  return rows.map(({ hash }) => Buffer.from(hash));
}

async function storeLevel(chain: string, level: number, size: number): Promise<void> {
  const last = await database().auditTreeNode.findFirst({
    where: { chain, level },
    orderBy: { index: "desc" },
    select: { index: true },
  });
  const tree = storedTree(chain);
  const end = Math.floor(size / 2 ** level);
  for (let index = (last?.index ?? -1) + 1; index < end; ) {
    const tiles = Math.min(TILES_AT_ONCE, end - index);
    const below = await nodesBelow(chain, level, index * TILE_WIDTH, tiles * TILE_WIDTH);
    const whole = below.length === tiles * TILE_WIDTH;
    // Retention may have removed a part of an incomplete tile. The reader knows the root of that part.
    const root = (tile: number) =>
      whole
        ? perfectRoot(below.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH))
        : tree((index + tile) * 2 ** level, (index + tile + 1) * 2 ** level);
    const made = await Promise.all(
      Array.from({ length: tiles }, async (_, tile) => {
        return { chain, level, index: index + tile, hash: new Uint8Array(await root(tile)) };
      }),
    );
    // Another replica may have made the same nodes. The same events make equal nodes.
    await database().auditTreeNode.createMany({ data: made, skipDuplicates: true });
    index += tiles;
  }
}

/**
 * Stores the roots of the whole tiles within a chain's first `size` events that aren't stored yet.
 * @throws ChainBroken when an event is missing
 */
export async function storeNodes(chain: string, size: number): Promise<void> {
  for (let level = TILE_LEVELS; level <= TOP_LEVEL; level += TILE_LEVELS)
    await storeLevel(chain, level, size);
}
