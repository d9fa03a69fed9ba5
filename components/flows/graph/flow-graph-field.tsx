"use client";

import { useMemo } from "react";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import { FlowGraphEditor } from "./flow-graph-editor";
import { GraphSceneProvider, useGraphSelection } from "./graph-scene";
import { GraphStage } from "./graph-stage";
import { NoGraph } from "./node-type-icon";

interface FlowGraphFieldProps {
  value: RawGraph | null;
  /** The node at which the flow starts, according to the upstream. */
  startNodeId?: string | null;
  /** Gets every edit at once, with new arrays. Without it the graph is only shown. */
  onChange?: (value: RawGraph) => void;
}

// One object, so that an absent graph is the same value at each render.
const EMPTY: RawGraph = { nodes: [], edges: [] };

/** A flow's graph as a picture or as a list: to edit before the flow exists, else to read. */
export function FlowGraphField({ value, startNodeId = null, onChange }: FlowGraphFieldProps) {
  const graph = value ?? EMPTY;
  if (onChange) return <FlowGraphEditor value={graph} startNodeId={startNodeId} onChange={onChange} />;
  if (graph.nodes.length === 0 && graph.edges.length === 0) return <NoGraph />;
  return <FlowGraphView value={graph} startNodeId={startNodeId} />;
}

interface FlowGraphViewProps {
  value: RawGraph;
  startNodeId: string | null;
}

/** A graph to read. The upstream can't change the graph of a flow that exists (upstream quirk Q26). */
function FlowGraphView({ value, startNodeId }: FlowGraphViewProps) {
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
