"use client";

import { useDeferredValue, useMemo } from "react";
import { readingOrder } from "./flow-graph";
import { type GraphSelection, useGraphScene } from "./graph-scene";
import { ListedEdge, ListedNode } from "./listed-node";

const NO_EDGES: never[] = [];
/** The rows that a press on "List" draws at once; the others follow without blocking the page. */
const AT_ONCE = 30;

/** A graph as a list, in reading order. The list can do everything that the picture can. */
export function FlowGraphList({ label }: { label: string }) {
  const { graph, startNodeId, selection, select, actions } = useGraphScene();
  const order = useMemo(() => readingOrder(graph, startNodeId), [graph, startNodeId]);
  const loose = useMemo(() => graph.edges.filter(({ sourceKey }) => sourceKey === null), [graph]);
  const rows = useDeferredValue(order.length, AT_ONCE);
  const concerns = (kind: GraphSelection["kind"], key: string | null) =>
    selection !== null && selection.kind === kind && selection.key === key ? selection : null;
  const edgeSource = selection?.kind === "edge" ? graph.edgeByKey.get(selection.key)?.sourceKey : undefined;
  return (
    <>
      <ol aria-label={label} className="flex flex-col gap-2">
        {order.slice(0, rows).map((node, place) => (
          <ListedNode
            key={node.key}
            place={place + 1}
            node={node}
            edges={graph.edgesFrom.get(node.key) ?? NO_EDGES}
            graph={graph}
            starts={node.id !== null && node.id === startNodeId}
            selection={edgeSource === node.key ? selection : concerns("node", node.key)}
            select={select}
            editable={actions !== null}
          />
        ))}
      </ol>
      {loose.length > 0 ? (
        <div className="mt-4 rounded-lg border border-dashed p-3">
          <p className="text-sm font-medium">Edges that leave no node</p>
          <ul className="mt-1 flex flex-col gap-1">
            {loose.map((edge) => (
              <ListedEdge
                key={edge.key}
                edge={edge}
                graph={graph}
                selection={concerns("edge", edge.key)}
                select={select}
                editable={actions !== null}
              />
            ))}
          </ul>
        </div>
      ) : null}
    </>
  );
}
