"use client";

import type { RawGraph } from "./flow-graph";
import { FlowGraphEditor } from "./flow-graph-editor";
import { FlowGraphView } from "./flow-graph-view";
import { NoGraph } from "./no-graph";

interface FlowGraphFieldProps {
  value: RawGraph | null;
  /** Where the upstream says the flow starts. */
  startNodeId?: string | null;
  /** Gets every edit at once, with new arrays. Without it the graph is only shown. */
  onChange?: (value: RawGraph) => void;
}

// One object, so that an absent graph is the same value each time this is drawn.
const EMPTY: RawGraph = { nodes: [], edges: [] };

/** A flow's graph, to look at or, before the flow exists, to edit: as a picture or as a list. */
export function FlowGraphField({ value, startNodeId = null, onChange }: FlowGraphFieldProps) {
  const graph = value ?? EMPTY;
  if (onChange) return <FlowGraphEditor value={graph} startNodeId={startNodeId} onChange={onChange} />;
  if (graph.nodes.length === 0 && graph.edges.length === 0) return <NoGraph />;
  return <FlowGraphView value={graph} startNodeId={startNodeId} />;
}
