"use client";

import { ArrowRight, ChevronRight, Eye, Pencil } from "lucide-react";
import { memo } from "react";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";
import { EdgeDetails } from "./edge-details";
import type { FlowGraph, GraphEdge, GraphNode } from "./flow-graph";
import { type GraphSelection, useFocusWhenChosen } from "./graph-scene";
import { edgeWords, endWords } from "./graph-words";
import { NodeDetails } from "./node-details";
import { NodeTypeIcon, typeWords } from "./node-type-icon";

interface ListedNodeProps {
  place: number;
  node: GraphNode;
  edges: readonly GraphEdge[];
  graph: FlowGraph;
  starts: boolean;
  /** Set when this node, or an edge that leaves it, is selected. */
  selection: GraphSelection | null;
  select: (selection: GraphSelection | null) => void;
  editable: boolean;
}

/**
 * One node of the list, with its ways out; its details open below. A row renders again only when its node changed. The
 * selection comes as props, because everything that reads the scene renders again at every selection.
 */
export const ListedNode = memo(function ListedNode(props: ListedNodeProps) {
  const { node, edges, graph, selection, select, editable } = props;
  const chosen = selection?.kind === "node";
  return (
    // The browser skips the layout of rows out of sight, which halves the time for a list of hundreds.
    <li className="rounded-lg border bg-card [contain-intrinsic-block-size:auto_6rem] [content-visibility:auto]">
      <NodeButton {...props} selection={chosen ? selection : null} />
      {edges.length > 0 ? (
        <ul className="flex flex-col gap-1 pr-2 pb-2.5 pl-10">
          {edges.map((edge) => (
            <ListedEdge
              key={edge.key}
              edge={edge}
              graph={graph}
              selection={selection?.kind === "edge" && selection.key === edge.key ? selection : null}
              select={select}
              editable={editable}
            />
          ))}
        </ul>
      ) : null}
      {chosen ? (
        <div className="@container border-t p-4">
          <NodeDetails key={node.index} node={node} waysOutShown />
        </div>
      ) : null}
    </li>
  );
});

function NodeButton({ place, node, starts, selection, select }: ListedNodeProps) {
  const hydrated = useHydrated();
  const button = useFocusWhenChosen(selection);
  return (
    <button
      ref={button}
      type="button"
      disabled={!hydrated}
      aria-expanded={selection !== null}
      onClick={() => select(selection ? null : { kind: "node", key: node.key, focus: false })}
      className="flex w-full min-w-0 items-center gap-2.5 rounded-lg px-3 py-2.5 text-left outline-offset-[-3px]! hover:bg-muted"
    >
      <ChevronRight
        aria-hidden
        className={cn("size-4 shrink-0 transition-transform", selection && "rotate-90")}
      />
      <span className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-accent-foreground">
        <NodeTypeIcon type={node.type} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium wrap-anywhere">
          <span className="text-muted-foreground tabular-nums">{place}. </span>
          {node.title}
        </span>
        <span className="block text-xs text-muted-foreground wrap-anywhere">
          {typeWords(node.type)}
          {node.id !== null && node.id !== node.title ? ` · ${node.id}` : ""}
        </span>
      </span>
      {starts ? <Badge tone="good">Start</Badge> : null}
    </button>
  );
}

interface ListedEdgeProps {
  edge: GraphEdge;
  graph: FlowGraph;
  /** Set when this edge is selected. */
  selection: GraphSelection | null;
  select: (selection: GraphSelection | null) => void;
  editable: boolean;
}

/** One way out of a node: a button that goes to its end, and one that opens the edge itself below. */
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
