import { describe, expect, it } from "vitest";
import { VECTOR_LEAVES, VECTOR_ROOTS } from "@/tests/support/merkle-vectors";
import { appendLeaf, emptyFrontier, frontierRoot, isFrontier, leafHash, nodeHash } from "./merkle-tree";

describe("the tree over a chain", () => {
  it("has the roots that the reference implementations publish", () => {
    const frontier = emptyFrontier();
    const roots = [frontierRoot(frontier)];
    for (const leaf of VECTOR_LEAVES) {
      appendLeaf(frontier, leafHash(Buffer.from(leaf, "hex")));
      roots.push(frontierRoot(frontier));
    }
    expect(roots.map((root) => root.toString("hex"))).toEqual(VECTOR_ROOTS);
  });

  it("computes different hashes for a leaf and a node of the same bytes", () => {
    const left = leafHash(Buffer.from("a"));
    const right = leafHash(Buffer.from("b"));
    expect(leafHash(Buffer.concat([left, right])).equals(nodeHash(left, right))).toBe(false);
  });

  it("needs a node for every 1 in its size, and nothing else", () => {
    const node = leafHash(Buffer.alloc(0));
    expect(isFrontier({ size: 5, nodes: [node, node] })).toBe(true);
    expect(isFrontier({ size: 5, nodes: [node] })).toBe(false);
    expect(isFrontier({ size: 4, nodes: [node, node] })).toBe(false);
    expect(isFrontier({ size: 2 ** 40, nodes: [node] })).toBe(true);
    expect(isFrontier({ size: 1, nodes: [node.subarray(1)] })).toBe(false);
    expect(isFrontier({ size: -1, nodes: [] })).toBe(false);
    expect(isFrontier({ size: 0.5, nodes: [] })).toBe(false);
  });

  it("refuses to append to a frontier that lacks a node, rather than compute a wrong root", () => {
    expect(() => appendLeaf({ size: 3, nodes: [] }, leafHash(Buffer.alloc(0)))).toThrow(RangeError);
  });
});
