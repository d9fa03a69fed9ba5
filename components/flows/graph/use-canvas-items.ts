"use client";

import { useMemo } from "react";
import { boxItems, lineItems, markSelected } from "./canvas-items";
import { drawFlowGraph } from "./flow-graph-drawing";
import type { Places } from "./flow-graph-layout";
import { readingOrder } from "./flow-graph-order";
import type { GraphScene } from "./graph-scene";
import { usePlaces } from "./use-places";

/** A graph up to this size is shown whole at first; of a larger one, its beginning, so that it can be read. */
const SHOWN_WHOLE = 30;
/** How far from the first node the beginning reaches, in the picture's own units. */
const BEGINNING = { width: 1200, height: 700 };

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
    return boxesAround(places, readingOrder(graph, startNodeId)[0]?.key);
  }, [graph, boxes, places, startNodeId]);
  return { nodes, edges, places, arrange, shownFirst };
}

/**
 * Boxes that are near each other in the picture. Ones that are only near in reading order may stand far apart, and the
 * middle between them, which the picture would show, be empty.
 */
function boxesAround(places: Places, key: string | undefined): { id: string }[] {
  const first = key === undefined ? undefined : places.get(key);
  if (!first) return [];
  return [...places]
    .filter(
      ([, { x, y }]) =>
        Math.abs(x - first.x) <= BEGINNING.width / 2 && Math.abs(y - first.y) <= BEGINNING.height,
    )
    .map(([id]) => ({ id }));
}
