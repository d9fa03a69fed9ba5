import { isJsonObject } from "@/lib/json/json-value";

/** A flow's graph as the upstream keeps it. Only a few keys of its items are documented, so they are never narrowed. */
export interface RawGraph {
  nodes: unknown[];
  edges: unknown[];
}

/** A node as it can be shown. `raw` is the node itself, untouched. */
export interface GraphNode {
  /** The node's unique name within the graph: its id if no node before it has the same one, else a made-up name. */
  key: string;
  index: number;
  /** The id as written, a number as text; null when there is none. */
  id: string | null;
  /** Empty when the node has none. */
  type: string;
  title: string;
  raw: unknown;
}

/** An edge as it can be shown. `raw` is the edge itself, untouched. */
export interface GraphEdge {
  key: string;
  index: number;
  /** The ids at its ends as written; null for an end without one. */
  source: string | null;
  target: string | null;
  /** The nodes at its ends; null when there is no such node: the edge dangles. */
  sourceKey: string | null;
  targetKey: string | null;
  /** The condition of this way in the flow's own words; empty for none. */
  label: string;
  raw: unknown;
}

/** A graph that was read to be shown, with indexes for frequent questions. */
export interface FlowGraph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  nodeByKey: ReadonlyMap<string, GraphNode>;
  edgeByKey: ReadonlyMap<string, GraphEdge>;
  /** The edges that leave a node, and those that lead to it, by the node's key, in the order written. */
  edgesFrom: ReadonlyMap<string, GraphEdge[]>;
  edgesTo: ReadonlyMap<string, GraphEdge[]>;
}

// The upstream documents that an edge has a source, a target and routing logic, but not under which keys.
export const SOURCE_NAMES = ["source", "sourceId", "sourceNodeId", "from", "fromNodeId"];
export const TARGET_NAMES = ["target", "targetId", "targetNodeId", "to", "toNodeId"];
const LABEL_NAMES = ["label", "condition", "when", "routing", "name"];
const TITLE_NAMES = ["label", "title", "name", "prompt", "question", "message", "text"];
const TITLE_LENGTH = 120;

/** An id as text. Numbers count: an edge may name the node 7 as "7". */
export function idText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** The first of these keys under which something can be read as an id. */
export function writtenName(item: Record<string, unknown>, names: readonly string[]): string | undefined {
  return names.find((name) => idText(item[name]) !== null);
}

/** A name that isn't taken: the wanted one, or the wanted one with a number. */
export function freeName(wanted: string, taken: { has(name: string): boolean }, separator = "-"): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${separator}${number}`)) number += 1;
  return `${wanted}${separator}${number}`;
}

/**
 * Reads a graph so that it can be shown. Nothing is dropped: an item that isn't understood gets a made-up key, and an
 * edge to a missing node has a null at that end.
 *
 * @param raw the graph as the upstream keeps it; its items may be anything
 */
export function readFlowGraph(raw: RawGraph): FlowGraph {
  const nodes = readNodes(raw.nodes);
  const nodeByKey = new Map(nodes.map((node) => [node.key, node]));
  const edges = readEdges(raw.edges, nodeByKey);
  return {
    nodes,
    edges,
    nodeByKey,
    edgeByKey: new Map(edges.map((edge) => [edge.key, edge])),
    edgesFrom: groupEdges(edges, (edge) => edge.sourceKey),
    edgesTo: groupEdges(edges, (edge) => edge.targetKey),
  };
}

function readNodes(items: readonly unknown[]): GraphNode[] {
  const ids = items.map((item) => (isJsonObject(item) ? idText(item.id) : null));
  const keys = makeKeys(
    ids.map((id) => id ?? "unnamed node"),
    ids,
  );
  return items.map((raw, index) => {
    const id = ids[index] ?? null;
    const type = isJsonObject(raw) && typeof raw.type === "string" ? raw.type : "";
    const title = titleOf(raw) ?? id ?? (isJsonObject(raw) ? "Unnamed node" : "Not a node");
    return { key: keys[index] ?? "", index, id, type, title, raw };
  });
}

function readEdges(items: readonly unknown[], nodes: ReadonlyMap<string, GraphNode>): GraphEdge[] {
  const ids = items.map((item) => (isJsonObject(item) ? idText(item.id) : null));
  const sources = items.map((item) => endOf(item, SOURCE_NAMES));
  const targets = items.map((item) => endOf(item, TARGET_NAMES));
  const keys = makeKeys(
    ids.map((id, index) => id ?? `${sources[index] ?? "?"} → ${targets[index] ?? "?"}`),
    ids,
  );
  // An id belongs to the first node that has it, whose key is then the id itself.
  const nodeWith = (id: string | null) => (id !== null && nodes.get(id)?.id === id ? id : null);
  return items.map((raw, index) => {
    const [source, target] = [sources[index] ?? null, targets[index] ?? null];
    return {
      key: keys[index] ?? "",
      index,
      source,
      target,
      sourceKey: nodeWith(source),
      targetKey: nodeWith(target),
      label: firstText(raw, LABEL_NAMES) ?? firstText(dataOf(raw), LABEL_NAMES) ?? "",
      raw,
    };
  });
}

/** One key for each item: its id for the first that has it; never another item's id. */
function makeKeys(wanted: readonly string[], ids: readonly (string | null)[]): string[] {
  const all = new Set(ids);
  const given = new Set<string>();
  const taken = { has: (name: string) => given.has(name) || all.has(name) };
  return wanted.map((name, index) => {
    const own = ids[index] === name && !given.has(name);
    const key = own ? name : freeName(`${name} #${index + 1}`, taken);
    given.add(key);
    return key;
  });
}

function endOf(item: unknown, names: readonly string[]): string | null {
  if (!isJsonObject(item)) return null;
  const name = writtenName(item, names);
  return name === undefined ? null : idText(item[name]);
}

function dataOf(item: unknown): unknown {
  return isJsonObject(item) ? item.data : undefined;
}

function titleOf(item: unknown): string | null {
  return firstText(dataOf(item), TITLE_NAMES) ?? firstText(item, TITLE_NAMES);
}

function firstText(item: unknown, names: readonly string[]): string | null {
  if (!isJsonObject(item)) return null;
  for (const name of names) {
    const value = item[name];
    const words = typeof value === "string" ? value.trim().replace(/\s+/g, " ") : "";
    if (words !== "") return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1)}…` : words;
  }
  return null;
}

function groupEdges(edges: readonly GraphEdge[], keyOf: (edge: GraphEdge) => string | null) {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const key = keyOf(edge);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(edge);
    else groups.set(key, [edge]);
  }
  return groups;
}

/**
 * The nodes in the order in which a person would describe the flow: from the start, each way to its end before the
 * next. Every node comes once, also those that nothing leads to and those that only lead to each other.
 *
 * @param startNodeId the start that the upstream names; without one, the nodes that nothing leads to come first
 */
export function readingOrder(graph: FlowGraph, startNodeId?: string | null): GraphNode[] {
  const start = graph.nodes.filter(({ id }) => id !== null && id === startNodeId);
  const roots = graph.nodes.filter(({ key }) => !isReached(graph, key));
  const order = new Set<GraphNode>();
  for (const first of [...start, ...roots, ...graph.nodes]) follow(graph, first, order);
  return [...order];
}

/** Whether another node leads here; an edge from nowhere, or from the node itself, doesn't count. */
function isReached(graph: FlowGraph, key: string): boolean {
  return (graph.edgesTo.get(key) ?? []).some(({ sourceKey }) => sourceKey !== null && sourceKey !== key);
}

// The stack is an array, because a chain of some thousand nodes would be too deep for recursive calls.
function follow(graph: FlowGraph, first: GraphNode, order: Set<GraphNode>): void {
  const ahead = [first];
  for (let node = ahead.pop(); node; node = ahead.pop()) {
    if (order.has(node)) continue;
    order.add(node);
    for (const { targetKey } of (graph.edgesFrom.get(node.key) ?? []).toReversed()) {
      const next = targetKey === null ? undefined : graph.nodeByKey.get(targetKey);
      if (next) ahead.push(next);
    }
  }
}
