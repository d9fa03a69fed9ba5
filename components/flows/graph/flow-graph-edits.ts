import { isJsonObject } from "@/lib/json/json-value";
import {
  type FlowGraph,
  freeName,
  type GraphNode,
  idText,
  type RawGraph,
  readFlowGraph,
  SOURCE_NAMES,
  TARGET_NAMES,
  writtenName,
} from "./flow-graph";

// Every edit returns new arrays, and new objects only for the items that it changes. All other items stay the same
// objects, so that unknown keys survive. An edit of something that isn't there changes nothing.

/** The distance of a new node from the lowest one, in the units of the graph's own positions. */
const STEP_DOWN = 140;

/**
 * Adds a node with an id of its own.
 * @returns the new graph and the key of the new node
 */
export function addNode(graph: RawGraph, type: string, data: unknown = {}): { graph: RawGraph; key: string } {
  const read = readFlowGraph(graph);
  const id = freeName(idFrom(type), namesInUse(read));
  const position = positionBelow(graph.nodes);
  const node = { id, type, data, ...(position ? { position } : {}) };
  return { graph: { nodes: [...graph.nodes, node], edges: [...graph.edges] }, key: id };
}

/** Takes a node away, with the edges that leave it or lead to it. */
export function removeNode(graph: RawGraph, key: string): RawGraph {
  const read = readFlowGraph(graph);
  const node = read.nodeByKey.get(key);
  if (!node) return graph;
  const gone = new Set(
    read.edges.filter((edge) => edge.sourceKey === key || edge.targetKey === key).map(({ index }) => index),
  );
  return {
    nodes: graph.nodes.filter((_, index) => index !== node.index),
    edges: graph.edges.filter((_, index) => !gone.has(index)),
  };
}

/** Whether an edge can name this node: it has an id, and no node before it has the same one. */
export function isConnectable(node: GraphNode): boolean {
  return node.id !== null && node.key === node.id;
}

/**
 * Adds an edge whose ends are written under the keys that the graph's other edges use.
 * @param label the condition of this way; an empty one is not written
 * @returns the new graph and the key of the new edge; null as the key, and the same graph, when an end can't be named
 */
export function connect(
  graph: RawGraph,
  fromKey: string,
  toKey: string,
  label = "",
): { graph: RawGraph; key: string | null } {
  const read = readFlowGraph(graph);
  const from = read.nodeByKey.get(fromKey);
  const to = read.nodeByKey.get(toKey);
  if (!from || !to || !isConnectable(from) || !isConnectable(to)) return { graph, key: null };
  const key = freeName(`${from.id}-${to.id}`, read.edgeByKey);
  const edge = {
    id: key,
    [usualName(graph.edges, SOURCE_NAMES, "source")]: isJsonObject(from.raw) ? from.raw.id : from.id,
    [usualName(graph.edges, TARGET_NAMES, "target")]: isJsonObject(to.raw) ? to.raw.id : to.id,
    ...(label === "" ? {} : { label }),
  };
  return { graph: { nodes: [...graph.nodes], edges: [...graph.edges, edge] }, key };
}

/** Takes one edge away. */
export function removeEdge(graph: RawGraph, key: string): RawGraph {
  const edge = readFlowGraph(graph).edgeByKey.get(key);
  if (!edge) return graph;
  return { nodes: [...graph.nodes], edges: graph.edges.filter((_, index) => index !== edge.index) };
}

/** Replaces a node's `data`. */
export function setNodeData(graph: RawGraph, key: string, data: unknown): RawGraph {
  return changeNode(graph, key, { data });
}

/** Sets a node's type; any text is allowed, because the upstream documents no list. */
export function setNodeType(graph: RawGraph, key: string, type: string): RawGraph {
  return changeNode(graph, key, { type });
}

/** Sets a node's id, also at the ends of the edges that name the node. Refuses an id that is in use. */
export function setNodeId(graph: RawGraph, key: string, id: string): RawGraph {
  const read = readFlowGraph(graph);
  if (id === "" || read.nodes.some((node) => node.id === id)) return graph;
  const renamed = changeNode(graph, key, { id });
  const ends = (edge: Record<string, unknown>, names: readonly string[], follows: boolean) => {
    const name = writtenName(edge, names);
    return follows && name !== undefined ? { [name]: id } : {};
  };
  const edges = read.edges.map(({ raw, sourceKey, targetKey }) =>
    isJsonObject(raw) && (sourceKey === key || targetKey === key)
      ? {
          ...raw,
          ...ends(raw, SOURCE_NAMES, sourceKey === key),
          ...ends(raw, TARGET_NAMES, targetKey === key),
        }
      : raw,
  );
  return { nodes: renamed.nodes, edges };
}

/** Replaces a whole edge, with keys of any name. */
export function setEdgeJson(graph: RawGraph, key: string, edge: Record<string, unknown>): RawGraph {
  const found = readFlowGraph(graph).edgeByKey.get(key);
  if (!found) return graph;
  return { nodes: [...graph.nodes], edges: graph.edges.with(found.index, edge) };
}

function changeNode(graph: RawGraph, key: string, change: Record<string, unknown>): RawGraph {
  const node = readFlowGraph(graph).nodeByKey.get(key);
  if (!node || !isJsonObject(node.raw)) return graph;
  return { nodes: graph.nodes.with(node.index, { ...node.raw, ...change }), edges: [...graph.edges] };
}

function idFrom(type: string): string {
  return (
    type
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "node"
  );
}

/** The ids in use, with those that dangling edges name: a new node must not catch such an edge by accident. */
function namesInUse(graph: FlowGraph): Set<string> {
  const ids = graph.nodes.flatMap(({ id, key }) => [id ?? key, key]);
  const ends = graph.edges.flatMap(({ source, target }) => [source ?? "", target ?? ""]);
  return new Set([...ids, ...ends]);
}

function usualName(edges: readonly unknown[], names: readonly string[], fallback: string): string {
  for (const edge of edges) {
    const name = isJsonObject(edge) ? writtenName(edge, names) : undefined;
    if (name !== undefined) return name;
  }
  return fallback;
}

/** A place for one more node where every node has one; undefined where places aren't used. */
function positionBelow(nodes: readonly unknown[]): { x: number; y: number } | undefined {
  const places = nodes.map(storedPosition);
  const known = places.filter((place) => place !== null);
  const last = known.at(-1);
  if (!last || known.length < places.length) return undefined;
  return { x: last.x, y: known.reduce((lowest, { y }) => Math.max(lowest, y), last.y) + STEP_DOWN };
}

/** The position in a node; null when there is none, or one without two numbers. */
export function storedPosition(node: unknown): { x: number; y: number } | null {
  const position = isJsonObject(node) ? node.position : undefined;
  if (!isJsonObject(position)) return null;
  const { x, y } = position;
  const numbers = typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y);
  return numbers ? { x, y } : null;
}

/** The types in use, each once, the most frequent first. */
export function typesInUse(nodes: readonly GraphNode[]): string[] {
  const counts = new Map<string, number>();
  for (const { type } of nodes) if (idText(type) !== null) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([type]) => type);
}
