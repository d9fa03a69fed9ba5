import { type FlowGraph, freeName, type GraphEdge, type GraphNode } from "./flow-graph";

/** A box of the drawing: a node, or the place of one that an edge names and that doesn't exist. */
export interface GraphBox {
  key: string;
  /** Null for a missing node. */
  node: GraphNode | null;
  /** The id that the missing node would have, or the node's title. */
  title: string;
}

/** A line of the drawing, between two boxes. */
export interface GraphLine {
  key: string;
  from: string;
  to: string;
  edge: GraphEdge;
}

/** What a picture of a graph is made of. */
export interface GraphDrawing {
  boxes: GraphBox[];
  lines: GraphLine[];
}

/**
 * Turns a graph into boxes and lines. An edge to a node that doesn't exist leads to a box that says so, so that the
 * mistake is seen where it is. An edge that names no node at one end can't be drawn; only the list shows it.
 */
export function drawFlowGraph(graph: FlowGraph): GraphDrawing {
  const boxes: GraphBox[] = graph.nodes.map((node) => ({ key: node.key, node, title: node.title }));
  const missing = new Map<string, string>();
  const boxOf = (key: string | null, id: string | null): string | null => {
    if (key !== null || id === null) return key;
    const known = missing.get(id);
    if (known !== undefined) return known;
    const made = freeName(`missing ${id}`, graph.nodeByKey);
    missing.set(id, made);
    boxes.push({ key: made, node: null, title: id });
    return made;
  };
  const lines = graph.edges.flatMap((edge) => {
    const from = boxOf(edge.sourceKey, edge.source);
    const to = boxOf(edge.targetKey, edge.target);
    return from === null || to === null ? [] : [{ key: edge.key, from, to, edge }];
  });
  return { boxes, lines };
}
