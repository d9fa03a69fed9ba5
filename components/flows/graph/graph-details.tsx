"use client";

import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { EdgeDetails } from "./edge-details";
import type { GraphNode } from "./flow-graph";
import { useGraphScene } from "./graph-scene";
import { NodeDetails } from "./node-details";
import { NodeTypeIcon, typeWords } from "./node-type-icon";

/** The details of the selected item, beside the picture or below it. */
export function GraphDetails() {
  const { graph, selection, select } = useGraphScene();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (selection?.focus) title.current?.focus();
  }, [selection]);
  const node = selection?.kind === "node" ? graph.nodeByKey.get(selection.key) : undefined;
  const edge = selection?.kind === "edge" ? graph.edgeByKey.get(selection.key) : undefined;
  return (
    <section
      aria-label="Details"
      className="@container min-w-0 rounded-lg border bg-card p-4 @3xl:max-h-[min(70dvh,38rem)] @3xl:overflow-y-auto"
    >
      {node || edge ? (
        <>
          <div className="mb-3 flex items-start gap-2">
            <h3 ref={title} tabIndex={-1} className="min-w-0 flex-1 font-semibold wrap-anywhere">
              {node ? node.title : "Edge"}
            </h3>
            <Button
              variant="ghost"
              size="icon-sm"
              className="-m-1"
              aria-label="Close the details"
              onClick={() => select(null)}
            >
              <X aria-hidden />
            </Button>
          </div>
          {node ? <NodeBadges node={node} /> : null}
          {node ? <NodeDetails key={node.index} node={node} /> : null}
          {edge ? <EdgeDetails key={edge.index} edge={edge} /> : null}
        </>
      ) : (
        <p className="text-sm text-muted-foreground">Choose a node or an edge to see what it holds.</p>
      )}
    </section>
  );
}

/** A node's type and id, and whether the flow starts there. */
function NodeBadges({ node }: { node: GraphNode }) {
  const { startNodeId } = useGraphScene();
  return (
    <p className="mb-3 flex flex-wrap items-center gap-1.5">
      <Badge>
        <NodeTypeIcon type={node.type} />
        {typeWords(node.type)}
      </Badge>
      {node.id !== null && node.id === startNodeId ? <Badge tone="good">Start</Badge> : null}
      <span className="font-mono text-xs text-muted-foreground wrap-anywhere">{node.id ?? "no id"}</span>
    </p>
  );
}
