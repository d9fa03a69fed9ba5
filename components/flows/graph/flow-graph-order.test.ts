import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFlowGraph } from "./flow-graph";
import { readingOrder } from "./flow-graph-order";

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
  test("one way is told to its end before the next one begins", () => {
    expect(order(graphOf("abcde", "ab", "ac", "bd", "ce"))).toBe("abdce");
  });

  test("the start comes first, then what nothing leads to", () => {
    expect(order(graphOf("xab", "ab"), "a")).toBe("abx");
    expect(order(graphOf("bxa", "ab"))).toBe("xab");
  });

  test("an edge from nowhere, or from a node to itself, does not make it less of a beginning", () => {
    expect(order(graphOf("xab", "ab", "aa", "?a", "bx"))).toBe("abx");
  });

  test("nodes that only lead to each other are told too", () => {
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
