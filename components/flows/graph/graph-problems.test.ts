import { describe, expect, test } from "vitest";
import { readFlowGraph } from "./flow-graph";
import { findGraphProblems } from "./graph-problems";

const problems = (nodes: unknown[], edges: unknown[], start?: string | null) =>
  findGraphProblems(readFlowGraph({ nodes, edges }), start);

describe("problems of a graph", () => {
  test("a graph of unknown types and keys has no problem", () => {
    expect(problems([{ id: "a", type: "x-new@3" }, { id: 2 }], [{ from: "a", to: 2, odd: [] }], "a")).toEqual(
      [],
    );
  });

  test("a second node with the same id is named", () => {
    const found = problems([{ id: "a" }, { id: "a" }, { id: "a" }], []);
    expect(found).toHaveLength(2);
    expect(found[0]?.message).toContain("“a”");
    expect(found[0]?.nodeKey).not.toBe("a");
  });

  test("a node without an id and one that is not an object are named", () => {
    const found = problems([{ data: { label: "Hello" } }, null], []).map(({ message }) => message);
    expect(found[0]).toContain("“Hello” has no id");
    expect(found[1]).toContain("Node 2 is not an object");
  });

  test("an edge is named for each end that leads nowhere", () => {
    const found = problems([{ id: "a" }], [{ source: "a", target: "b" }, { target: "a" }, "x"]);
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining("leads to “b”"),
      expect.stringContaining("Edge 2 doesn't say which node it leaves"),
      expect.stringContaining("Edge 3 is not an object"),
    ]);
  });

  test("a start that is not among the nodes is named; no start is no problem", () => {
    expect(problems([{ id: "a" }], [], "b")).toHaveLength(1);
    expect(problems([{ id: "a" }], [], null)).toEqual([]);
  });
});
