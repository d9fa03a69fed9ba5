"use client";

import { ArrowRight, Eye, Pencil } from "lucide-react";
import { Button } from "../../ui/button";
import { EdgeDetails } from "./edge-details";
import type { FlowGraph, GraphEdge } from "./flow-graph";
import type { GraphSelection } from "./graph-scene";
import { edgeWords, endWords } from "./graph-words";
import { useFocusWhenChosen } from "./use-focus-when-chosen";

interface ListedEdgeProps {
  edge: GraphEdge;
  graph: FlowGraph;
  /** Set when this edge is selected. */
  selection: GraphSelection | null;
  select: (selection: GraphSelection | null) => void;
  editable: boolean;
}

/** One way out of a node: a button that goes to where it leads, and one that opens the edge itself below. */
export function ListedEdge({ edge, graph, selection, select, editable }: ListedEdgeProps) {
  const button = useFocusWhenChosen(selection);
  const { targetKey } = edge;
  const words = endWords(graph, targetKey, edge.target);
  return (
    <li className="min-w-0 text-sm">
      <div className="flex min-w-0 items-start gap-1.5">
        <ArrowRight aria-hidden className="mt-1 size-3.5 shrink-0 text-muted-foreground" />
        <span className="min-w-0 flex-1 wrap-anywhere">
          <span className="sr-only">to </span>
          {targetKey === null ? (
            <span className="text-destructive">{words}</span>
          ) : (
            <Button
              variant="link"
              size="sm"
              className="inline text-left whitespace-normal"
              onClick={() => select({ kind: "node", key: targetKey, focus: true })}
            >
              {words}
            </Button>
          )}
          {edge.label === "" ? null : <span className="text-muted-foreground"> when “{edge.label}”</span>}
        </span>
        <Button
          ref={button}
          variant="ghost"
          size="icon-sm"
          className="-my-1"
          aria-expanded={selection !== null}
          aria-label={`Edge: ${edgeWords(graph, edge)}`}
          onClick={() => select(selection ? null : { kind: "edge", key: edge.key, focus: false })}
        >
          {editable ? <Pencil aria-hidden /> : <Eye aria-hidden />}
        </Button>
      </div>
      {selection ? (
        <div className="@container mt-2 mb-1 rounded-md border bg-card p-3">
          <EdgeDetails key={edge.index} edge={edge} />
        </div>
      ) : null}
    </li>
  );
}
