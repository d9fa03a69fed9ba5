import type { FlowGraph, GraphEdge, GraphNode } from "./flow-graph";

/** Names a node where its title alone could mean several. */
export function nodeWords(node: GraphNode): string {
  return node.id === null || node.id === node.title ? node.title : `${node.title} (${node.id})`;
}

/** Names the node at one end of an edge, also a missing one. */
export function endWords(graph: FlowGraph, key: string | null, id: string | null): string {
  const node = key === null ? undefined : graph.nodeByKey.get(key);
  if (node) return node.title;
  return id === null ? "no node" : `the missing node “${id}”`;
}

/** An edge as a sentence: its two ends and its condition. */
export function edgeWords(graph: FlowGraph, edge: GraphEdge): string {
  const from = endWords(graph, edge.sourceKey, edge.source);
  const to = endWords(graph, edge.targetKey, edge.target);
  return `From ${from} to ${to}${edge.label === "" ? "" : ` when “${edge.label}”`}`;
}

/** The message after a node was removed. */
export function removalWords(graph: FlowGraph, node: GraphNode): string {
  const edges = graph.edges.filter(
    ({ sourceKey, targetKey }) => sourceKey === node.key || targetKey === node.key,
  );
  const along = edges.length === 0 ? "" : edges.length === 1 ? " and one edge" : ` and ${edges.length} edges`;
  return `Deleted: the node “${node.title}”${along}.`;
}
