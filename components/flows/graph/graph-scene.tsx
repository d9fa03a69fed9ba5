"use client";

import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { FlowGraph } from "./flow-graph";

/** The item whose details are shown. */
export interface GraphSelection {
  kind: "node" | "edge";
  key: string;
  /** Whether the focus moves to the item, because a button elsewhere led to it. */
  focus: boolean;
}

/** The edits of a graph. Each is one step to undo; typing in one field is one step too. */
export interface GraphActions {
  /** @param afterKey the node that gets an edge to the new one; null for none */
  addNode: (type: string, afterKey: string | null) => void;
  removeNode: (key: string) => void;
  connect: (fromKey: string, toKey: string, label: string) => void;
  removeEdge: (key: string) => void;
  setNodeId: (key: string, id: string) => void;
  setNodeType: (key: string, type: string) => void;
  setNodeData: (key: string, data: unknown) => void;
  setEdgeJson: (key: string, edge: Record<string, unknown>) => void;
  /** Opens the form that connects two nodes, with the first one chosen. */
  askToConnect: (fromKey: string) => void;
}

export interface GraphScene {
  graph: FlowGraph;
  startNodeId: string | null;
  selection: GraphSelection | null;
  select: (selection: GraphSelection | null) => void;
  /** Null where the graph is only shown. */
  actions: GraphActions | null;
}

const SceneContext = createContext<GraphScene | null>(null);

/** Provides everything inside with a graph, its selection and its possible edits. */
export function GraphSceneProvider({ scene, children }: { scene: GraphScene; children: ReactNode }) {
  return <SceneContext value={scene}>{children}</SceneContext>;
}

/** @throws Error outside a `GraphSceneProvider` */
export function useGraphScene(): GraphScene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error("useGraphScene needs a GraphSceneProvider around it");
  return scene;
}

/** The selection; none when an edit or an undo removed the selected item. */
export function useGraphSelection(
  graph: FlowGraph,
): [GraphSelection | null, (selection: GraphSelection | null) => void] {
  const [selection, select] = useState<GraphSelection | null>(null);
  const known = selection?.kind === "edge" ? graph.edgeByKey : graph.nodeByKey;
  return [selection && known.has(selection.key) ? selection : null, select];
}

/** Focuses a row's button when a button elsewhere led to this row. */
export function useFocusWhenChosen(selection: GraphSelection | null): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selection?.focus) button.current?.focus();
  }, [selection]);
  return button;
}
