"use client";

import { useMemo } from "react";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import { GraphSceneProvider, useGraphSelection } from "./graph-scene";
import { GraphStage } from "./graph-stage";

interface FlowGraphViewProps {
  value: RawGraph;
  startNodeId: string | null;
}

/** A graph to read. The upstream can't change the graph of a flow that exists (upstream quirk Q26). */
export function FlowGraphView({ value, startNodeId }: FlowGraphViewProps) {
  const graph = useMemo(() => readFlowGraph(value), [value]);
  const [selection, select] = useGraphSelection(graph);
  const scene = useMemo(
    () => ({ graph, startNodeId, selection, select, actions: null }),
    [graph, startNodeId, selection, select],
  );
  return (
    <GraphSceneProvider scene={scene}>
      <GraphStage>
        <p className="text-sm text-muted-foreground">
          Trillet can't change the graph after a flow was created.
        </p>
      </GraphStage>
    </GraphSceneProvider>
  );
}
