"use client";

import { type ComponentProps, useRef } from "react";
import { Skeleton } from "../../ui/card";
import { useLatePart } from "../../ui/late-part";
import type { RawGraph } from "./flow-graph";
import { NoGraph } from "./node-type-icon";
import { useNear } from "./use-near";

interface FlowGraphFieldProps {
  value: RawGraph | null;
  /** The node at which the flow starts, according to the upstream. */
  startNodeId?: string | null;
  /** Gets every edit at once, with new arrays. Without it the graph is only shown. */
  onChange?: (value: RawGraph) => void;
}

// One object, so that an absent graph is the same value at each render.
const EMPTY: RawGraph = { nodes: [], edges: [] };

/** A flow's graph as a picture or as a list: to edit before the flow exists, else to read. It loads when it is near. */
export function FlowGraphField({ value, startNodeId = null, onChange }: FlowGraphFieldProps) {
  const graph = value ?? EMPTY;
  if (onChange) return <LateEditor value={graph} startNodeId={startNodeId} onChange={onChange} />;
  if (graph.nodes.length === 0 && graph.edges.length === 0) return <NoGraph />;
  return <LateView value={graph} startNodeId={startNodeId} />;
}

/** The height of a window: whoever comes by keyboard finds the graph there when the focus arrives. */
const NEAR = "100% 0px";

const loadEditor = () => import("./flow-graph-editor").then(({ FlowGraphEditor }) => FlowGraphEditor);
const loadView = () => import("./flow-graph-view").then(({ FlowGraphView }) => FlowGraphView);

function LateEditor(props: ComponentProps<Awaited<ReturnType<typeof loadEditor>>>) {
  const place = useRef<HTMLDivElement>(null);
  const FlowGraphEditor = useLatePart(loadEditor, useNear(place, NEAR));
  return FlowGraphEditor ? <FlowGraphEditor {...props} /> : <WaitingGraph place={place} />;
}

function LateView(props: ComponentProps<Awaited<ReturnType<typeof loadView>>>) {
  const place = useRef<HTMLDivElement>(null);
  const FlowGraphView = useLatePart(loadView, useNear(place, NEAR));
  return FlowGraphView ? <FlowGraphView {...props} /> : <WaitingGraph place={place} />;
}

function WaitingGraph({ place }: { place: ComponentProps<"div">["ref"] }) {
  return (
    <div ref={place} className="min-h-72">
      <Skeleton className="h-72 w-full" />
      <span className="sr-only">The graph is being loaded.</span>
    </div>
  );
}
