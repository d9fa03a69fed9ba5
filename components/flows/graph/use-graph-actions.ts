"use client";

import { useMemo } from "react";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import * as edits from "./flow-graph-edits";
import type { GraphActions, GraphSelection } from "./graph-scene";
import { removalWords } from "./graph-words";

interface ActionTools {
  /** The newest graph, also within one event. */
  latest: () => RawGraph;
  commit: (graph: RawGraph, run?: string | null) => void;
  select: (selection: GraphSelection | null) => void;
  /** Announces an edit to screen readers, because its place may be out of sight. */
  say: (words: string) => void;
  askToConnect: (fromKey: string) => void;
  /** Moves the focus after its element was deleted. */
  afterRemoval: () => void;
}

/** The edits of a graph as a person makes them: each is saved in the form and announced, and its item is selected. */
export function useGraphActions(tools: ActionTools): GraphActions {
  const { latest, commit, select, say, askToConnect, afterRemoval } = tools;
  return useMemo(
    () => ({
      ...addingActions(latest, commit, select, say),
      ...settingActions(latest, commit, select),
      removeNode: (key) => {
        const graph = readFlowGraph(latest());
        const node = graph.nodeByKey.get(key);
        if (!node) return;
        commit(edits.removeNode(latest(), key));
        select(null);
        say(removalWords(graph, node));
        afterRemoval();
      },
      removeEdge: (key) => {
        commit(edits.removeEdge(latest(), key));
        select(null);
        say("The edge was deleted.");
        afterRemoval();
      },
      askToConnect,
    }),
    [latest, commit, select, say, askToConnect, afterRemoval],
  );
}

type Latest = ActionTools["latest"];
type Commit = ActionTools["commit"];
type Select = ActionTools["select"];

function addingActions(latest: Latest, commit: Commit, select: Select, say: ActionTools["say"]) {
  return {
    addNode: (type: string, afterKey: string | null) => {
      const added = edits.addNode(latest(), type);
      const connected = afterKey === null ? added : edits.connect(added.graph, afterKey, added.key);
      commit(connected.graph);
      select({ kind: "node", key: added.key, focus: true });
      say(`The node “${added.key}” was added.`);
    },
    connect: (fromKey: string, toKey: string, label: string) => {
      const { graph, key } = edits.connect(latest(), fromKey, toKey, label);
      if (key === null) return;
      commit(graph);
      select({ kind: "edge", key, focus: false });
      say(`An edge from “${fromKey}” to “${toKey}” was added.`);
    },
  };
}

function settingActions(latest: Latest, commit: Commit, select: Select) {
  const at = (key: string) => readFlowGraph(latest()).nodeByKey.get(key)?.index;
  return {
    setNodeType: (key: string, type: string) =>
      commit(edits.setNodeType(latest(), key, type), `type of ${at(key)}`),
    setNodeData: (key: string, data: unknown) =>
      commit(edits.setNodeData(latest(), key, data), `data of ${at(key)}`),
    setNodeId: (key: string, id: string) => {
      const index = at(key);
      commit(edits.setNodeId(latest(), key, id));
      const renamed = readFlowGraph(latest()).nodes.find((node) => node.index === index);
      if (renamed) select({ kind: "node", key: renamed.key, focus: false });
    },
    setEdgeJson: (key: string, edge: Record<string, unknown>) => {
      const index = readFlowGraph(latest()).edgeByKey.get(key)?.index;
      commit(edits.setEdgeJson(latest(), key, edge), `edge ${index}`);
      // The edge's key may have changed; the details must stay open for the person who types.
      const edited = readFlowGraph(latest()).edges.find((other) => other.index === index);
      if (edited) select({ kind: "edge", key: edited.key, focus: false });
    },
  };
}
