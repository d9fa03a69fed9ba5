import "server-only";
import { leafHash, nodeHash } from "@/lib/audit/proof/merkle-tree";
import { database } from "@/lib/db/client";

/** A tile is a row of this many neighbouring nodes; the root of a whole one is a node eight levels up. */
export const TILE_WIDTH = 256;
export const TILE_LEVELS = 8;
/** The highest stored level: 2^24 leaves under a node. */
export const TOP_LEVEL = 24;

/** The root over neighbouring nodes, whose number is a power of two. */
export function perfectRoot(nodes: Buffer[]): Buffer {
  let row = nodes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, index) =>
      nodeHash(row[2 * index] as Buffer, row[2 * index + 1] as Buffer),
    );
  }
  return row[0] as Buffer;
}

/** The number of cached tiles. Proofs of neighbouring events use the same ones. */
const MOST_TILES = 256;

/** The nodes of one tile by their place. The right end has fewer than 256, and so has a tile that retention cut. */
type Tile = ReadonlyMap<number, Buffer>;

/**
 * Returns a reader of the tiles of a chain's tree. Leaves come from the events themselves, higher levels from the
 * stored nodes. `level` is 0, 8, 16 or 24.
 */
export function tileReader(chain: string): (level: number, index: number) => Promise<Tile> {
  const kept = new Map<string, Promise<Tile>>();
  return (level, index) => {
    const key = `${level}/${index}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= MOST_TILES && oldest !== undefined) kept.delete(oldest);
    const tile =
      level === 0 ? readLeaves(chain, index * TILE_WIDTH) : readNodes(chain, level, index * TILE_WIDTH);
    kept.set(key, tile);
    return tile;
  };
}

async function readLeaves(chain: string, start: number): Promise<Tile> {
  const rows = await database().auditEvent.findMany({
    // Leaf number n is event n + 1.
    where: { chain, sequence: { gt: start, lte: start + TILE_WIDTH } },
    select: { sequence: true, hash: true },
  });
  return new Map(rows.map(({ sequence, hash }) => [sequence - 1 - start, leafHash(hash)]));
}

async function readNodes(chain: string, level: number, start: number): Promise<Tile> {
  const rows = await database().auditTreeNode.findMany({
    where: { chain, level, index: { gte: start, lt: start + TILE_WIDTH } },
    select: { index: true, hash: true },
  });
  return new Map(rows.map(({ index, hash }) => [index - start, Buffer.from(hash)]));
}
