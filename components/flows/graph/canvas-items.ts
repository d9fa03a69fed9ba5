"use client";

import { type Edge, MarkerType, type Node, Position } from "@xyflow/react";
import { useMemo, useState } from "react";
import { type FlowGraph, readingOrder } from "./flow-graph";
import {
  arrangeGraph,
  arrangementKey,
  BOX,
  drawFlowGraph,
  extentOf,
  type GraphDrawing,
  type Places,
  rearrangeGraph,
} from "./flow-graph-layout";
import type { GraphScene, GraphSelection } from "./graph-scene";
import { edgeWords } from "./graph-words";

/** The content of a box of the picture. */
interface BoxData extends Record<string, unknown> {
  title: string;
  /** Null for a node that an edge names and that doesn't exist. */
  type: string | null;
  id: string | null;
  starts: boolean;
}
export type BoxItem = Node<BoxData, "box">;

// The places of the handles are fixed, so that edges can be drawn without measuring any box.
const HANDLES = [
  { type: "target" as const, position: Position.Top, x: BOX.width / 2, y: 0, width: 1, height: 1 },
  {
    type: "source" as const,
    position: Position.Bottom,
    x: BOX.width / 2,
    y: BOX.height,
    width: 1,
    height: 1,
  },
];

/** The boxes as React Flow wants them, in the order of Tab: from top to bottom, from left to right. */
function boxItems({ boxes }: GraphDrawing, places: Places, startNodeId: string | null): BoxItem[] {
  const items = boxes.map(({ key, node, title }): BoxItem => {
    const starts = node !== null && node.id !== null && node.id === startNodeId;
    return {
      id: key,
      type: "box",
      position: { ...(places.get(key) ?? { x: 0, y: 0 }) },
      ...BOX,
      // The size is fixed, too: boxes outside the picture are never drawn and measured, but must be fitted in.
      measured: BOX,
      handles: HANDLES,
      selectable: node !== null,
      focusable: node !== null,
      connectable: node !== null && node.key === node.id,
      data: { title, type: node ? node.type : null, id: node ? node.id : title, starts },
      ariaRole: node ? "button" : "img",
      // Screen readers name a node by its content, which a missing node lacks.
      ...(node ? {} : { ariaLabel: `Missing node “${title}”` }),
      domAttributes: node ? { "aria-pressed": false } : {},
    };
  });
  return items.sort((one, other) => one.position.y - other.position.y || one.position.x - other.position.x);
}

/** The lines as React Flow wants them. Tab doesn't reach them, because the details of a node lead to its edges. */
function lineItems({ lines }: GraphDrawing, graph: FlowGraph): Edge[] {
  return lines.map(({ key, from, to, edge }) => ({
    id: key,
    source: from,
    target: to,
    ...(from === to ? { type: "loop" } : {}),
    focusable: false,
    ariaLabel: edgeWords(graph, edge),
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
    ...(edge.label === ""
      ? {}
      : { label: edge.label.length > 28 ? `${edge.label.slice(0, 27)}…` : edge.label }),
    ...(edge.sourceKey === null || edge.targetKey === null ? { className: "dangling" } : {}),
  }));
}

/**
 * Marks the selected item and keeps every other item the same object, so that it doesn't render again. Without a
 * selection the list itself stays the same: React Flow checks every item of a new one.
 */
function markSelected<Item extends BoxItem | Edge>(
  items: Item[],
  kind: GraphSelection["kind"],
  selection: GraphSelection | null,
): Item[] {
  if (selection?.kind !== kind) return items;
  return items.map((item) => {
    if (selection.key !== item.id) return item;
    return kind === "node"
      ? { ...item, selected: true, domAttributes: { "aria-pressed": true } }
      : { ...item, selected: true, zIndex: 1 };
  });
}

interface Arranged {
  key: string;
  places: Places;
}

/** The last places of the boxes of this page, so that a person who goes to the list and back finds them unchanged. */
let lastShown: Arranged | null = null;

function remember(key: string, places: Places): Arranged {
  lastShown = { key, places };
  return lastShown;
}

/**
 * Keeps the places of the boxes, and works them out anew only if boxes or lines came or went, never for a selection or
 * for a text.
 * @returns the places, and a function that arranges the whole graph anew
 */
function usePlaces(drawing: GraphDrawing): [Places, () => void] {
  const key = useMemo(() => arrangementKey(drawing), [drawing]);
  const [arranged, setArranged] = useState(() =>
    lastShown?.key === key ? lastShown : remember(key, arrangeGraph(drawing)),
  );
  let { places } = arranged;
  if (arranged.key !== key) {
    places = rearrangeGraph(drawing, places);
    setArranged(remember(key, places));
  }
  return [places, () => setArranged(remember(key, arrangeGraph(drawing)))];
}

/** A graph up to this size is shown whole at first; a larger one from its beginning, so that texts can be read. */
const SHOWN_WHOLE = 30;
/** The size of the beginning around the first node, in the picture's own units. */
const BEGINNING = { width: 1200, height: 700 };
/** The largest drawing of which each box can still be read when it is shown whole. */
const READABLE = { width: 3_600, height: 2_100 };

/** Everything that React Flow draws of a graph. Each part is worked out only when its inputs changed. */
export function useCanvasItems({ graph, startNodeId, selection }: GraphScene) {
  const drawing = useMemo(() => drawFlowGraph(graph), [graph]);
  const [places, arrange] = usePlaces(drawing);
  const boxes = useMemo(() => boxItems(drawing, places, startNodeId), [drawing, places, startNodeId]);
  const lines = useMemo(() => lineItems(drawing, graph), [drawing, graph]);
  const nodes = useMemo(() => markSelected(boxes, "node", selection), [boxes, selection]);
  const edges = useMemo(() => markSelected(lines, "edge", selection), [lines, selection]);
  const shownFirst = useMemo(() => {
    const { width, height } = extentOf(places);
    const isSmall = width <= READABLE.width && height <= READABLE.height;
    if (graph.nodes.length <= SHOWN_WHOLE && isSmall) return boxes.map(({ id }) => ({ id }));
    return boxesAround(places, readingOrder(graph, startNodeId)[0]?.key);
  }, [graph, boxes, places, startNodeId]);
  return { nodes, edges, places, arrange, shownFirst };
}

/**
 * Returns boxes that are near each other in the picture. Neighbours in reading order may be far apart, and the picture
 * would show the empty middle between them.
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
