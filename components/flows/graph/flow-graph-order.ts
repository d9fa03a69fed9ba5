import type { FlowGraph, GraphNode } from "./flow-graph";

/**
 * The nodes in the order in which a person would tell the flow: from the start, each way to its end before the next.
 * Every node comes once, also those that nothing leads to and those that only lead to each other.
 *
 * @param startNodeId where the upstream says the flow starts; otherwise the nodes that nothing leads to come first
 */
export function readingOrder(graph: FlowGraph, startNodeId?: string | null): GraphNode[] {
  const start = graph.nodes.filter(({ id }) => id !== null && id === startNodeId);
  const roots = graph.nodes.filter(({ key }) => !isReached(graph, key));
  const order = new Set<GraphNode>();
  for (const first of [...start, ...roots, ...graph.nodes]) follow(graph, first, order);
  return [...order];
}

/** Whether another node leads here; an edge from nowhere, or from the node itself, doesn't count. */
function isReached(graph: FlowGraph, key: string): boolean {
  return (graph.edgesTo.get(key) ?? []).some(({ sourceKey }) => sourceKey !== null && sourceKey !== key);
}

// With a stack of its own: a chain of some thousand nodes would be too deep for calls.
function follow(graph: FlowGraph, first: GraphNode, order: Set<GraphNode>): void {
  const ahead = [first];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    if (order.has(node)) continue;
    order.add(node);
    for (const { targetKey } of (graph.edgesFrom.get(node.key) ?? []).toReversed()) {
      const next = targetKey === null ? undefined : graph.nodeByKey.get(targetKey);
      if (next) ahead.push(next);
    }
  }
}
