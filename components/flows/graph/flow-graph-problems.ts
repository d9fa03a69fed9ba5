import { isJsonObject } from "@/lib/json/json-value";
import type { FlowGraph, GraphEdge } from "./flow-graph";

/** Something that is probably a mistake in a graph, with the place it is about. */
export interface GraphProblem {
  message: string;
  nodeKey: string | null;
  edgeKey: string | null;
}

/**
 * What is probably a mistake in a graph, in plain words, in the order of nodes and edges. The upstream documents no rule
 * that these break, so they are told and never enforced.
 *
 * @param startNodeId where the upstream says the flow starts; null or undefined when it says nothing
 */
export function findGraphProblems(graph: FlowGraph, startNodeId?: string | null): GraphProblem[] {
  const start =
    startNodeId && !graph.nodes.some(({ id }) => id === startNodeId)
      ? [
          {
            message: `The flow starts at “${startNodeId}”, but there is no such node.`,
            nodeKey: null,
            edgeKey: null,
          },
        ]
      : [];
  return [...start, ...nodeProblems(graph), ...edgeProblems(graph)];
}

function nodeProblems({ nodes }: FlowGraph): GraphProblem[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ key, id, index, title, raw }) => {
    const tell = (message: string) => [{ message, nodeKey: key, edgeKey: null }];
    if (!isJsonObject(raw)) return tell(`Node ${index + 1} is not an object.`);
    if (id === null) return tell(`The node “${title}” has no id, so no edge can lead to it.`);
    if (seen.has(id)) return tell(`More than one node has the id “${id}”. Edges lead to the first of them.`);
    seen.add(id);
    return [];
  });
}

function edgeProblems({ edges }: FlowGraph): GraphProblem[] {
  return edges.flatMap((edge) =>
    edgeMessages(edge).map((message) => ({ message, nodeKey: null, edgeKey: edge.key })),
  );
}

function edgeMessages({ raw, index, source, target, sourceKey, targetKey }: GraphEdge): string[] {
  if (!isJsonObject(raw)) return [`Edge ${index + 1} is not an object.`];
  const messages: string[] = [];
  if (source === null) messages.push(`Edge ${index + 1} doesn't say which node it leaves.`);
  else if (sourceKey === null) messages.push(`An edge leaves “${source}”, but there is no such node.`);
  if (target === null) messages.push(`Edge ${index + 1} doesn't say which node it leads to.`);
  else if (targetKey === null) messages.push(`An edge leads to “${target}”, but there is no such node.`);
  return messages;
}
