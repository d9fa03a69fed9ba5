import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import {
  addNode,
  connect,
  removeEdge,
  removeNode,
  setEdgeJson,
  setNodeData,
  setNodeId,
  setNodeType,
  typesInUse,
} from "./flow-graph-edits";

const triage = (): RawGraph => ({
  nodes: [
    { id: "start", type: "start", data: { prompt: "Hello" }, x: { y: [1] } },
    { id: "ask", type: "x-probe@2", data: null, position: { x: 1, y: 2 } },
    { id: "end", type: "end" },
  ],
  edges: [
    { id: "e1", source: "start", target: "ask", animated: true },
    { id: "e2", source: "ask", target: "end", routing: { op: "eq" } },
  ],
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** Whether the list has the items in this order, possibly with others between them. */
function isInOrder(items: readonly unknown[], list: readonly unknown[]): boolean {
  let at = -1;
  return items.every((item) => {
    at = list.findIndex((other, index) => index > at && Object.is(other, item));
    return at !== -1;
  });
}

type Edit = (graph: RawGraph, a: number, b: number) => RawGraph;
const nodeAt = (graph: RawGraph, at: number) =>
  readFlowGraph(graph).nodes.at(at % graph.nodes.length)?.key ?? "none";
const edgeAt = (graph: RawGraph, at: number) =>
  readFlowGraph(graph).edges.at(at % graph.edges.length)?.key ?? "none";
const EDITS: Record<string, Edit> = {
  add: (graph) => addNode(graph, "prompt").graph,
  remove: (graph, a) => removeNode(graph, nodeAt(graph, a)),
  connect: (graph, a, b) => connect(graph, nodeAt(graph, a), nodeAt(graph, b), "when").graph,
  disconnect: (graph, a) => removeEdge(graph, edgeAt(graph, a)),
  data: (graph, a, b) => setNodeData(graph, nodeAt(graph, a), { b }),
  type: (graph, a) => setNodeType(graph, nodeAt(graph, a), "other"),
  edge: (graph, a, b) => setEdgeJson(graph, edgeAt(graph, a), { source: b }),
};

const anyNode = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      id: fc.oneof(fc.constantFrom("a", "b", "prompt"), fc.nat(3)),
      type: fc.string(),
      extra: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);
const end = fc.oneof(fc.constantFrom("a", "b", "prompt", "gone"), fc.nat(3));
const anyEdge = fc.oneof(
  fc.jsonValue(),
  fc.record({ id: fc.string(), source: end, target: end, extra: fc.jsonValue() }, { requiredKeys: [] }),
);

describe("editing a graph", () => {
  test("any sequence of edits keeps what it does not touch, to the last key", () => {
    const edit = fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(fc.array(anyNode), fc.array(anyEdge), fc.array(edit), (nodes, edges, edits) => {
        let graph: RawGraph = frozen({ nodes, edges });
        for (const [name, a, b] of edits) {
          const next = frozen(EDITS[name]?.(graph, a, b) ?? graph);
          // At most one item is new in each list; all others are the very objects that were there, in their order.
          for (const list of ["nodes", "edges"] as const) {
            const known = new Set(graph[list]);
            const kept = next[list].filter((item) => known.has(item));
            expect(next[list].length - kept.length).toBeLessThanOrEqual(1);
            expect(isInOrder(kept, graph[list])).toBe(true);
          }
          graph = next;
        }
      }),
    );
  });

  test("a new node gets an id that no node has and no dangling edge names", () => {
    const graph = { nodes: [{ id: "prompt" }], edges: [{ source: "prompt", target: "prompt-2" }] };
    expect(addNode(graph, "Prompt").key).toBe("prompt-3");
    expect(addNode(graph, "…").key).toBe("node");
  });

  test("a new node gets a place only where all nodes have one", () => {
    expect(addNode(triage(), "end").graph.nodes.at(-1)).not.toHaveProperty("position");
    const placed = {
      nodes: [
        { id: "a", position: { x: 5, y: 300 } },
        { id: "b", position: { x: 7, y: 0 } },
      ],
      edges: [],
    };
    const [, , added] = addNode(placed, "end").graph.nodes as { position: { x: number; y: number } }[];
    expect(added?.position.y).toBeGreaterThan(300);
  });

  test("a removed node takes its edges along, and no others", () => {
    const { nodes, edges } = removeNode(triage(), "ask");
    expect(nodes).toEqual([triage().nodes[0], triage().nodes[2]]);
    expect(edges).toEqual([]);
    expect(removeNode(triage(), "end").edges).toEqual([triage().edges[0]]);
  });

  test("removing the second of two nodes with one id keeps the edges of the first", () => {
    const graph = { nodes: [{ id: "a" }, { id: "a", second: true }], edges: [{ source: "a", target: "a" }] };
    const second = readFlowGraph(graph).nodes[1]?.key ?? "";
    expect(removeNode(graph, second)).toEqual({ nodes: [{ id: "a" }], edges: graph.edges });
  });

  test("a new edge is written as the graph's other edges are, ids in their own kind", () => {
    const graph = { nodes: [{ id: 1 }, { id: "b" }], edges: [{ from: "b", to: 1 }] };
    expect(connect(graph, "1", "b", "yes").graph.edges[1]).toMatchObject({ from: 1, to: "b", label: "yes" });
    const { graph: first } = connect({ nodes: graph.nodes, edges: [] }, "1", "b");
    expect(first.edges).toEqual([{ id: "1-b", source: 1, target: "b" }]);
  });

  test("a node that no edge can name is not connected", () => {
    const graph = { nodes: [{ id: "a" }, { type: "end" }], edges: [] };
    expect(connect(graph, "a", readFlowGraph(graph).nodes[1]?.key ?? "")).toEqual({ graph, key: null });
  });

  test("a new id is followed by the edges that name the node", () => {
    const { nodes, edges } = setNodeId(triage(), "ask", "question");
    expect(nodes[1]).toEqual({ ...(triage().nodes[1] as object), id: "question" });
    expect(edges).toEqual([
      { id: "e1", source: "start", target: "question", animated: true },
      { id: "e2", source: "question", target: "end", routing: { op: "eq" } },
    ]);
  });

  test("an id that is in use is refused", () => {
    const graph = triage();
    expect(setNodeId(graph, "ask", "end")).toBe(graph);
    expect(setNodeId(graph, "ask", "")).toBe(graph);
  });

  test("new data, a new type or a new edge leave the item's other keys alone", () => {
    expect(setNodeData(triage(), "start", 5).nodes[0]).toEqual({
      id: "start",
      type: "start",
      data: 5,
      x: { y: [1] },
    });
    expect(setNodeType(triage(), "ask", "end").nodes[1]).toMatchObject({
      position: { x: 1, y: 2 },
      type: "end",
    });
    expect(setEdgeJson(triage(), "e2", { free: true }).edges).toEqual([triage().edges[0], { free: true }]);
  });

  test("the types in use come once each, the most frequent first", () => {
    const { nodes } = readFlowGraph({ nodes: [{ type: "b" }, { type: "a" }, { type: "a" }, {}], edges: [] });
    expect(typesInUse(nodes)).toEqual(["a", "b"]);
  });
});
