import dagre from "@dagrejs/dagre";
import { type FlowGraph, freeName, type GraphEdge, type GraphNode } from "./flow-graph";
import { storedPosition } from "./flow-graph-edits";

/** A box of the drawing: a node, or a missing node that an edge names. */
interface GraphBox {
  key: string;
  /** Null for a missing node. */
  node: GraphNode | null;
  /** The node's title, or the id of a missing node. */
  title: string;
}

/** A line of the drawing, between two boxes. */
interface GraphLine {
  key: string;
  from: string;
  to: string;
  edge: GraphEdge;
}

/** The parts of a picture of a graph. */
export interface GraphDrawing {
  boxes: GraphBox[];
  lines: GraphLine[];
}

/**
 * Turns a graph into boxes and lines. An edge to a missing node leads to a box that says so, so that the mistake is
 * seen in its place. An edge that names no node at one end can't be drawn; only the list shows it.
 */
export function drawFlowGraph(graph: FlowGraph): GraphDrawing {
  const boxes: GraphBox[] = graph.nodes.map((node) => ({ key: node.key, node, title: node.title }));
  const missing = new Map<string, string>();
  const boxOf = (key: string | null, id: string | null): string | null => {
    if (key !== null || id === null) return key;
    const known = missing.get(id);
    if (known !== undefined) return known;
    const made = freeName(`missing ${id}`, graph.nodeByKey);
    missing.set(id, made);
    boxes.push({ key: made, node: null, title: id });
    return made;
  };
  const lines = graph.edges.flatMap((edge) => {
    const from = boxOf(edge.sourceKey, edge.source);
    const to = boxOf(edge.targetKey, edge.target);
    return from === null || to === null ? [] : [{ key: edge.key, from, to, edge }];
  });
  return { boxes, lines };
}

/** The upper left corner of a box, in the drawing's own units: pixels at full size. */
export interface Place {
  x: number;
  y: number;
}

/** The place of each box, by its key. */
export type Places = ReadonlyMap<string, Place>;

/** Every box has this size, so that nothing needs to be measured before it can be drawn. */
export const BOX = { width: 224, height: 68 };

const GAP = { x: 36, y: 52 };
/** A graph up to this size is arranged anew whenever it changes: that takes some tens of milliseconds. */
const ALWAYS_ARRANGED = 60;
/** The careful arrangement of a larger graph would take seconds, so it gets rows by distance from the start. */
const CAREFULLY_ARRANGED = 600;

/**
 * Arranges a drawing from top to bottom. Positions in the nodes are used only if all nodes have one.
 * Arranging is slow (about a third of a second for 300 nodes): never call this for a mere selection.
 */
export function arrangeGraph({ boxes, lines }: GraphDrawing): Places {
  const stored = storedPlaces(boxes);
  if (stored) return stored;
  return boxes.length > CAREFULLY_ARRANGED ? arrangeInRows(boxes, lines) : arrangeCarefully(boxes, lines);
}

/**
 * Arranges a drawing that was edited. A large one keeps its places, and only new boxes are put near those that lead to
 * them: a new arrangement would be slow, and would move everything under the person's eyes.
 */
export function rearrangeGraph(drawing: GraphDrawing, before: Places): Places {
  if (drawing.boxes.length <= ALWAYS_ARRANGED || storedPlaces(drawing.boxes)) return arrangeGraph(drawing);
  const places = new Map(before);
  for (const { key } of drawing.boxes) {
    if (!places.has(key)) places.set(key, placeForNew(key, drawing, places));
  }
  return places;
}

/** Everything that an arrangement depends on, as one text: places need to change only when this text does. */
export function arrangementKey({ boxes, lines }: GraphDrawing): string {
  return JSON.stringify([
    boxes.map(({ key, node }) => [key, storedPosition(node?.raw)]),
    lines.map(({ from, to }) => [from, to]),
  ]);
}

function storedPlaces(boxes: readonly GraphBox[]): Places | null {
  const places = new Map<string, Place>();
  for (const { key, node } of boxes) {
    const place = storedPosition(node?.raw);
    if (place === null) return null;
    places.set(key, place);
  }
  return places.size > 0 && isReadable(places) ? places : null;
}

/** How far a box may be from the others, in boxes: with more, no picture of the whole shows any of them. */
const SPREAD = 12;

/** The size of the part of a drawing that the boxes take up. */
export function extentOf(places: Places): { width: number; height: number } {
  const all = [...places.values()];
  const span = (values: number[]) =>
    values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) -
    values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return {
    width: span(all.map(({ x }) => x)) + BOX.width,
    height: span(all.map(({ y }) => y)) + BOX.height,
  };
}

/** Whether stored positions make a picture: not where boxes lie on one another, or are lost in empty space. */
function isReadable(places: Places): boolean {
  const { width, height } = extentOf(places);
  const corners = new Set(
    [...places.values()].map(({ x, y }) => `${Math.round(x / 8)} ${Math.round(y / 8)}`),
  );
  const isSpread = Math.max(width / BOX.width, height / BOX.height) > SPREAD * places.size + SPREAD;
  return corners.size === places.size && !isSpread;
}

function arrangeCarefully(boxes: readonly GraphBox[], lines: readonly GraphLine[]): Places {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: GAP.x, ranksep: GAP.y, ranker: "tight-tree" });
  for (const { key } of boxes) graph.setNode(key, { ...BOX });
  for (const { from, to } of lines) if (from !== to) graph.setEdge(from, to, {});
  dagre.layout(graph);
  return new Map(
    boxes.map(({ key }) => {
      const { x, y } = graph.node(key);
      return [key, { x: x - BOX.width / 2, y: y - BOX.height / 2 }];
    }),
  );
}

function arrangeInRows(boxes: readonly GraphBox[], lines: readonly GraphLine[]): Places {
  const next = new Map<string, string[]>();
  for (const { from, to } of lines) next.set(from, [...(next.get(from) ?? []), to]);
  const targets = new Set(lines.map(({ to }) => to));
  const rows: string[][] = [];
  const placed = new Set<string>();
  const roots = boxes.filter(({ key }) => !targets.has(key)).map(({ key }) => key);
  const everything = boxes.map(({ key }) => key);
  for (const start of [roots, everything]) {
    let row = start.filter((key) => !placed.has(key));
    for (let depth = 0; row.length > 0; depth += 1) {
      for (const key of row) placed.add(key);
      rows[depth] = [...(rows[depth] ?? []), ...row];
      row = [...new Set(row.flatMap((key) => next.get(key) ?? []))].filter((key) => !placed.has(key));
    }
  }
  return new Map(
    rows.flatMap((row, depth) => row.map((key, column) => [key, inGrid(column, depth)] as const)),
  );
}

function inGrid(column: number, row: number): Place {
  return { x: column * (BOX.width + GAP.x), y: row * (BOX.height + GAP.y) };
}

/** A place below the box that leads to the new one, else below everything; to the right of boxes in that row. */
function placeForNew(key: string, { lines }: GraphDrawing, places: Places): Place {
  const above = lines.find(({ from, to }) => to === key && from !== key && places.has(from));
  const parent = above ? places.get(above.from) : undefined;
  const all = [...places.values()];
  const y = parent ? parent.y : all.reduce((lowest, place) => Math.max(lowest, place.y), 0);
  let place = { x: parent?.x ?? all[0]?.x ?? 0, y: y + BOX.height + GAP.y };
  while (all.some((other) => overlaps(other, place))) place = { ...place, x: place.x + BOX.width + GAP.x };
  return place;
}

function overlaps(one: Place, other: Place): boolean {
  return Math.abs(one.x - other.x) < BOX.width && Math.abs(one.y - other.y) < BOX.height;
}
