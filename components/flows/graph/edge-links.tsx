"use client";

import { ArrowLeft, ArrowRight, Eye, Pencil } from "lucide-react";
import { Button } from "../../ui/button";
import type { GraphEdge } from "./flow-graph";
import { useGraphScene } from "./graph-scene";
import { edgeWords, endWords } from "./graph-words";

interface EdgeLinksProps {
  title: string;
  edges: readonly GraphEdge[];
  /** The end of the edges at which the other node is. */
  towards: "target" | "source";
  empty: string;
}

/** A node's edges on one side, each with a button that goes to the node at its other end. */
export function EdgeLinks({ title, edges, towards, empty }: EdgeLinksProps) {
  return (
    <div>
      <p className="text-sm font-medium">{title}</p>
      {edges.length === 0 ? (
        <p className="text-sm text-muted-foreground">{empty}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-1">
          {edges.map((edge) => (
            <EdgeLink key={edge.key} edge={edge} towards={towards} />
          ))}
        </ul>
      )}
    </div>
  );
}

function EdgeLink({ edge, towards }: { edge: GraphEdge; towards: "target" | "source" }) {
  const { graph, select } = useGraphScene();
  const key = towards === "target" ? edge.targetKey : edge.sourceKey;
  const words = endWords(graph, key, towards === "target" ? edge.target : edge.source);
  const Arrow = towards === "target" ? ArrowRight : ArrowLeft;
  return (
    <li className="flex min-w-0 items-start gap-1.5 text-sm">
      <Arrow aria-hidden className="mt-1 size-3.5 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1 wrap-anywhere">
        {key === null ? (
          <span className="text-destructive">{words}</span>
        ) : (
          <Button
            variant="link"
            size="sm"
            className="inline text-left whitespace-normal"
            onClick={() => select({ kind: "node", key, focus: true })}
          >
            {words}
          </Button>
        )}
        {edge.label === "" ? null : <span className="text-muted-foreground"> when “{edge.label}”</span>}
      </span>
      <EdgeButton edge={edge} />
    </li>
  );
}

/** Opens an edge's own details. */
function EdgeButton({ edge }: { edge: GraphEdge }) {
  const { graph, select, actions } = useGraphScene();
  const verb = actions ? "Edit the edge" : "Show the edge";
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      className="-my-1"
      aria-label={`${verb}: ${edgeWords(graph, edge)}`}
      onClick={() => select({ kind: "edge", key: edge.key, focus: true })}
    >
      {actions ? <Pencil aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
