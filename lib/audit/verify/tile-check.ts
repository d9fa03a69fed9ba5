import "server-only";
import { perfectRoot, TILE_LEVELS, TILE_WIDTH, TOP_LEVEL } from "@/lib/audit/checkpoints/tree-tiles";
import { database } from "@/lib/db/client";

/**
 * Returns a check that compares the stored nodes of a chain's tree with those of its events, as the events are read.
 * @param removed how many leaves retention removed; tiles that began before have no whole row of leaves any more
 * @param signed the newest checkpoint's size: nodes within it must all be stored
 */
export function tileCheck(chain: string, removed: number, signed: number) {
  const rows = new Map<number, Buffer[]>();
  const stored = new Map<string, Buffer>();

  async function storedNode(level: number, index: number): Promise<Buffer | undefined> {
    const key = `${level}/${index}`;
    if (index % TILE_WIDTH === 0 || !stored.has(key)) {
      const found = await database().auditTreeNode.findMany({
        where: { chain, level, index: { gte: index, lt: index + TILE_WIDTH } },
      });
      for (const [known] of stored) if (known.startsWith(`${level}/`)) stored.delete(known);
      for (const node of found) stored.set(`${level}/${node.index}`, Buffer.from(node.hash));
    }
    return stored.get(key);
  }

  /**
   * Takes node `index` of a level. A completed tile's root is compared with the stored one, and taken one level up.
   * @returns the fault; null for none
   */
  async function take(level: number, index: number, node: Buffer): Promise<string | null> {
    const row = rows.get(level) ?? [];
    rows.set(level, row);
    // The first tile may have begun before the oldest remaining event.
    if (row.length !== index % TILE_WIDTH) return null;
    row.push(node);
    if (row.length < TILE_WIDTH || level === TOP_LEVEL) return null;
    rows.set(level, []);
    const above = level + TILE_LEVELS;
    const place = (index + 1) / TILE_WIDTH - 1;
    if ((place + 1) * 2 ** above > signed || place * 2 ** above < removed) return null;
    const root = perfectRoot(row);
    const kept = await storedNode(above, place);
    const last = (place + 1) * 2 ** above;
    if (!kept?.equals(root))
      return `the stored tree of events ${last - 2 ** above + 1} to ${last} is not theirs`;
    return await take(above, place, root);
  }

  return { takeLeaf: async (index: number, leaf: Buffer) => await take(0, index, leaf) };
}
