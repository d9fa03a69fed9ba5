"use client";

import { useMemo } from "react";
import { drawFlowGraph } from "@/lib/flows/flow-graph-drawing";
import { readingOrder } from "@/lib/flows/flow-graph-order";
import { boxItems, lineItems, markSelected } from "./canvas-items";
import type { GraphScene } from "./graph-scene";
import { usePlaces } from "./use-places";

/** A graph up to this size is shown whole at first; of a larger one, its beginning, so that it can be read. */
const SHOWN_WHOLE = 30;
const SHOWN_FIRST = 10;

/** Everything that React Flow draws of a graph, each part worked out only when what it depends on changed. */
export function useCanvasItems({ graph, startNodeId, selection }: GraphScene) {
  const drawing = useMemo(() => drawFlowGraph(graph), [graph]);
  const [places, arrange] = usePlaces(drawing);
  const boxes = useMemo(() => boxItems(drawing, places, startNodeId), [drawing, places, startNodeId]);
  const lines = useMemo(() => lineItems(drawing, graph), [drawing, graph]);
  const nodes = useMemo(() => markSelected(boxes, "node", selection), [boxes, selection]);
  const edges = useMemo(() => markSelected(lines, "edge", selection), [lines, selection]);
  const shownFirst = useMemo(() => {
    if (graph.nodes.length <= SHOWN_WHOLE) return boxes.map(({ id }) => ({ id }));
    return readingOrder(graph, startNodeId)
      .slice(0, SHOWN_FIRST)
      .map(({ key }) => ({ id: key }));
  }, [graph, boxes, startNodeId]);
  return { nodes, edges, places, arrange, shownFirst };
}
