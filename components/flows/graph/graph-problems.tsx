"use client";

import { useMemo } from "react";
import { isJsonObject } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import type { FlowGraph, GraphEdge } from "./flow-graph";
import { useGraphScene } from "./graph-scene";

/** A graph with more mistakes than this has one cause; the rest would only push the graph off the screen. */
const MOST_SHOWN = 8;

/** The probable mistakes in the graph, each with a button that goes to its place. */
export function GraphProblems() {
  const { graph, startNodeId } = useGraphScene();
  const problems = useMemo(() => findGraphProblems(graph, startNodeId), [graph, startNodeId]);
  if (problems.length === 0) return null;
  const title = problems.length === 1 ? "One thing to look at" : `${problems.length} things to look at`;
  return (
    <Notice tone="warn" title={title}>
      <ul className="mt-1 flex flex-col gap-1">
        {problems.slice(0, MOST_SHOWN).map((problem) => (
          <Problem key={`${problem.nodeKey} ${problem.edgeKey} ${problem.message}`} problem={problem} />
        ))}
      </ul>
      {problems.length > MOST_SHOWN ? <p className="mt-1">And {problems.length - MOST_SHOWN} more.</p> : null}
    </Notice>
  );
}

function Problem({ problem: { message, nodeKey, edgeKey } }: { problem: GraphProblem }) {
  const { select } = useGraphScene();
  const go = () => {
    if (nodeKey !== null) select({ kind: "node", key: nodeKey, focus: true });
    else if (edgeKey !== null) select({ kind: "edge", key: edgeKey, focus: true });
  };
  return (
    <li>
      {message}
      {nodeKey === null && edgeKey === null ? null : (
        <Button variant="link" size="sm" className="ml-2 inline" aria-label={`Show: ${message}`} onClick={go}>
          Show
        </Button>
      )}
    </li>
  );
}

/** A probable mistake in a graph, with its place. */
interface GraphProblem {
  message: string;
  nodeKey: string | null;
  edgeKey: string | null;
}

/**
 * The probable mistakes in a graph, in plain words, in the order of nodes and edges. The upstream documents no such
 * rules, so mistakes are shown and never refused.
 *
 * @param startNodeId the start that the upstream names; null or undefined for none
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
