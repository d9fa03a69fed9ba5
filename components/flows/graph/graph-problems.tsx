"use client";

import { useMemo } from "react";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { findGraphProblems, type GraphProblem } from "./flow-graph-problems";
import { useGraphScene } from "./graph-scene";

/** A graph with more mistakes than this has one cause; the rest would only push the graph off the screen. */
const TOLD = 8;

/** What is probably a mistake in the graph, each with a button that goes there. */
export function GraphProblems() {
  const { graph, startNodeId } = useGraphScene();
  const problems = useMemo(() => findGraphProblems(graph, startNodeId), [graph, startNodeId]);
  if (problems.length === 0) return null;
  const title = problems.length === 1 ? "One thing to look at" : `${problems.length} things to look at`;
  return (
    <Notice tone="warn" title={title}>
      <ul className="mt-1 flex flex-col gap-1">
        {problems.slice(0, TOLD).map((problem) => (
          <Problem key={`${problem.nodeKey} ${problem.edgeKey} ${problem.message}`} problem={problem} />
        ))}
      </ul>
      {problems.length > TOLD ? <p className="mt-1">And {problems.length - TOLD} more.</p> : null}
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
