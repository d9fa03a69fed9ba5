import { describe, expect, it } from "vitest";
import {
  rootOf,
  subtreeOf,
  VECTOR_INCLUSIONS,
  VECTOR_LEAVES,
  VECTOR_ROOTS,
} from "@/tests/support/merkle-vectors";
import { inclusionPath, rootFromInclusion } from "./inclusion-proof";
import { leafHash } from "./merkle-tree";

const vectors = VECTOR_LEAVES.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
const many = Array.from({ length: 70 }, (_, index) => leafHash(Buffer.from([index])));
const other = leafHash(Buffer.from("another leaf"));

describe("a proof of inclusion", () => {
  it.each(VECTOR_INCLUSIONS)(
    "of leaf %i in %i is the published one, and leads to the root",
    async (index, size, path) => {
      const made = await inclusionPath(index, size, subtreeOf(vectors));
      expect(made.map((node) => node.toString("hex"))).toEqual(path);
      expect(rootFromInclusion(vectors[index] ?? other, index, size, made)?.toString("hex")).toBe(
        VECTOR_ROOTS[size],
      );
    },
  );

  it("holds for every leaf of every tree, and for no other leaf, place or size", {
    timeout: 60_000,
  }, async () => {
    for (let size = 1; size <= many.length; size += 1) {
      const root = rootOf(many.slice(0, size));
      const leads = (leaf: Buffer, at: number, of: number, path: Buffer[]) =>
        rootFromInclusion(leaf, at, of, path)?.equals(root) ?? false;
      for (const [index, leaf] of many.slice(0, size).entries()) {
        const path = await inclusionPath(index, size, subtreeOf(many));
        expect(leads(leaf, index, size, path)).toBe(true);
        expect(leads(other, index, size, path)).toBe(false);
        for (let wrong = 0; wrong <= size; wrong += 1) {
          if (wrong !== index)
            expect(leads(leaf, wrong, size, path), `${index} as ${wrong} of ${size}`).toBe(false);
        }
        expect(leads(leaf, index, size, [...path, other])).toBe(false);
        if (path.length > 0) expect(leads(leaf, index, size, path.slice(1))).toBe(false);
      }
    }
  });

  it("is refused when it is longer than the way to the root", () => {
    expect(rootFromInclusion(other, 0, 1, [other])).toBeNull();
  });

  it("is refused when a hash of it is not whole", () => {
    expect(rootFromInclusion(other, 0, 2, [other.subarray(1)])).toBeNull();
  });

  it("is not made for a leaf that the tree doesn't have", async () => {
    await expect(inclusionPath(3, 3, subtreeOf(many))).rejects.toThrow(RangeError);
  });
});
