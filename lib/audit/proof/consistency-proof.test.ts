import { describe, expect, it } from "vitest";
import {
  rootOf,
  subtreeOf,
  VECTOR_CONSISTENCIES,
  VECTOR_LEAVES,
  VECTOR_ROOTS,
} from "@/tests/support/merkle-vectors";
import { consistencyPath, isConsistent } from "./consistency-proof";
import { leafHash } from "./merkle-tree";

const vectors = VECTOR_LEAVES.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
const many = Array.from({ length: 70 }, (_, index) => leafHash(Buffer.from([index])));
const roots = Array.from({ length: 71 }, (_, size) => rootOf(many.slice(0, size)));
const other = leafHash(Buffer.from("another tree"));
const rootAt = (size: number) => roots[size] ?? other;

describe("a proof of consistency", () => {
  it.each(VECTOR_CONSISTENCIES)(
    "from %i to %i leaves is the published one, and holds",
    async (from, to, path) => {
      const made = await consistencyPath(from, to, subtreeOf(vectors));
      expect(made.map((node) => node.toString("hex"))).toEqual(path);
      const root = (size: number) => Buffer.from(VECTOR_ROOTS[size] ?? "", "hex");
      expect(isConsistent(from, root(from), to, root(to), made)).toBe(true);
    },
  );

  it("holds between all sizes, and for no other root, size or path", { timeout: 60_000 }, async () => {
    for (let to = 0; to <= 70; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        const path = await consistencyPath(from, to, subtreeOf(many));
        const holds = (oldSize: number, oldRoot: Buffer, newSize: number, newRoot: Buffer, nodes = path) =>
          isConsistent(oldSize, oldRoot, newSize, newRoot, nodes);
        expect(holds(from, rootAt(from), to, rootAt(to)), `${from} to ${to}`).toBe(true);
        expect(holds(from, other, to, rootAt(to))).toBe(false);
        // The empty tree says nothing about what follows, so any root continues it.
        if (from > 0) expect(holds(from, rootAt(from), to, other)).toBe(false);
        expect(holds(from, rootAt(from), to, rootAt(to), [...path, other])).toBe(false);
        if (path.length > 0) {
          expect(holds(from, rootAt(from), to, rootAt(to), path.slice(0, -1))).toBe(false);
          expect(holds(from - 1, rootAt(from), to, rootAt(to))).toBe(false);
        }
      }
    }
  });

  it("does not lead from a larger tree to a smaller one", async () => {
    await expect(consistencyPath(3, 2, subtreeOf(many))).rejects.toThrow(RangeError);
    expect(isConsistent(3, rootAt(3), 2, rootAt(2), [])).toBe(false);
  });
});
