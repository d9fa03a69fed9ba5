import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFlowGraph, readingOrder } from "./flow-graph";

const nodes = (...items: unknown[]) => readFlowGraph({ nodes: items, edges: [] }).nodes;

describe("reading a graph", () => {
  test("every item is there, with a key of its own, for any items", () => {
    const item = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.constantFrom("a", "b", "a #2", 1, null), type: fc.string() }),
    );
    fc.assert(
      fc.property(fc.array(item), fc.array(item), (rawNodes, rawEdges) => {
        const graph = readFlowGraph({ nodes: rawNodes, edges: rawEdges });
        expect(graph.nodes.map(({ raw }) => raw)).toEqual(rawNodes);
        expect(graph.edges.map(({ raw }) => raw)).toEqual(rawEdges);
        expect(graph.nodeByKey.size).toBe(rawNodes.length);
        expect(graph.edgeByKey.size).toBe(rawEdges.length);
      }),
    );
  });

  test("a node is called by what its data says first, on one line", () => {
    expect(nodes({ id: "a", data: { prompt: "Say\n hello", label: " Greeting " } })[0]?.title).toBe(
      "Greeting",
    );
    expect(nodes({ id: "a", data: { prompt: "Say\n hello" } })[0]?.title).toBe("Say hello");
    expect(nodes({ id: "a", data: { variables: ["x"] } })[0]?.title).toBe("a");
    expect(nodes({ type: "end" })[0]?.title).toBe("Unnamed node");
    expect(nodes(17)[0]?.title).toBe("Not a node");
  });

  test("of two nodes with one id the first has it as its key", () => {
    const [first, second] = nodes({ id: "a" }, { id: "a" });
    expect(first?.key).toBe("a");
    expect(second?.key).not.toBe("a");
    expect(second?.id).toBe("a");
  });

  test("a made-up key never takes the id of a node further down", () => {
    const [unnamed, named] = nodes({}, { id: "unnamed node #1" });
    expect(named?.key).toBe("unnamed node #1");
    expect(unnamed?.key).not.toBe(named?.key);
  });

  test("an edge's ends are found under the names that graphs use, and numbers name nodes too", () => {
    const ends = (edge: unknown) => {
      const [found] = readFlowGraph({ nodes: [{ id: 1 }, { id: "b" }], edges: [edge] }).edges;
      return [found?.sourceKey, found?.targetKey];
    };
    expect(ends({ source: 1, target: "b" })).toEqual(["1", "b"]);
    expect(ends({ from: "1", to: "b" })).toEqual(["1", "b"]);
    expect(ends({ sourceNodeId: "b", targetNodeId: 1 })).toEqual(["b", "1"]);
  });

  test("an edge whose end does not exist dangles and stays", () => {
    const graph = readFlowGraph({ nodes: [{ id: "a" }], edges: [{ source: "a", target: "gone" }] });
    expect(graph.edges[0]).toMatchObject({ sourceKey: "a", target: "gone", targetKey: null });
    expect(graph.edgesFrom.get("a")).toEqual(graph.edges);
  });

  test("an edge cannot name a node by its made-up key", () => {
    const graph = readFlowGraph({
      nodes: [{}],
      edges: [{ source: "unnamed node #1", target: "unnamed node #1" }],
    });
    expect(graph.edges[0]?.sourceKey).toBeNull();
  });

  test("an edge's words may stand in its data", () => {
    const label = (edge: unknown) => readFlowGraph({ nodes: [], edges: [edge] }).edges[0]?.label;
    expect(label({ label: "yes" })).toBe("yes");
    expect(label({ label: "", data: { condition: "no" } })).toBe("no");
    expect(label({ data: { condition: { op: "eq" } } })).toBe("");
  });
});

const graphOf = (ids: string, ...pairs: string[]) =>
  readFlowGraph({
    nodes: [...ids].map((id) => ({ id })),
    edges: pairs.map(([source, target]) => ({ source, target })),
  });
const order = (graph: ReturnType<typeof graphOf>, start?: string) =>
  readingOrder(graph, start)
    .map(({ key }) => key)
    .join("");

describe("the reading order", () => {
  test("one way is followed to its end before the next one begins", () => {
    expect(order(graphOf("abcde", "ab", "ac", "bd", "ce"))).toBe("abdce");
  });

  test("the start comes first, then what nothing leads to", () => {
    expect(order(graphOf("xab", "ab"), "a")).toBe("abx");
    expect(order(graphOf("bxa", "ab"))).toBe("xab");
  });

  test("an edge from nowhere, or from a node to itself, does not make it less of a beginning", () => {
    expect(order(graphOf("xab", "ab", "aa", "?a", "bx"))).toBe("abx");
  });

  test("nodes that only lead to each other are listed, too", () => {
    expect(order(graphOf("abc", "bc", "cb"))).toBe("abc");
  });

  test("every node comes exactly once", () => {
    const edge = fc.record({ source: fc.nat(12), target: fc.nat(12) });
    fc.assert(
      fc.property(fc.nat(9), fc.array(edge), (count, edges) => {
        const graph = readFlowGraph({ nodes: Array.from({ length: count }, (_, id) => ({ id })), edges });
        expect(new Set(readingOrder(graph)).size).toBe(count);
        expect(readingOrder(graph)).toHaveLength(count);
      }),
    );
  });

  test("a chain of ten thousand nodes is no trouble", () => {
    const nodes = Array.from({ length: 10_000 }, (_, id) => ({ id }));
    const edges = nodes.slice(1).map(({ id }) => ({ source: id - 1, target: id }));
    expect(readingOrder(readFlowGraph({ nodes, edges })).at(-1)?.id).toBe("9999");
  });
});
