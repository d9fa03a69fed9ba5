"use client";

import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { AddNode } from "./add-node";
import { ConnectNodes } from "./connect-nodes";
import { EditorTools, type OpenForm } from "./editor-tools";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import { GraphSceneProvider } from "./graph-scene";
import { GraphStage } from "./graph-stage";
import { NoGraph } from "./no-graph";
import { hasOwnUndo, historyKey } from "./undo-keys";
import { useGraphActions } from "./use-graph-actions";
import { useGraphHistory } from "./use-graph-history";
import { useGraphSelection } from "./use-graph-selection";

interface FlowGraphEditorProps {
  value: RawGraph;
  startNodeId: string | null;
  onChange: (value: RawGraph) => void;
}

/** Edits the graph of a flow that is about to be created. Every step can be undone; no key of an item is lost. */
export function FlowGraphEditor({ value, startNodeId, onChange }: FlowGraphEditorProps) {
  const history = useGraphHistory(value, onChange);
  const graph = useMemo(() => readFlowGraph(history.graph), [history.graph]);
  const [selection, select] = useGraphSelection(graph);
  const [open, setOpen] = useState<OpenForm>(null);
  const [said, say] = useState("");
  const undoButton = useRef<HTMLButtonElement>(null);
  const actions = useGraphActions({
    latest: history.latest,
    commit: history.commit,
    select,
    say,
    askToConnect: useCallback((from: string) => setOpen({ kind: "connect", from }), []),
    afterRemoval: useCallback(() => undoButton.current?.focus(), []),
  });
  const scene = useMemo(
    () => ({ graph, startNodeId, selection, select, actions }),
    [graph, startNodeId, selection, select, actions],
  );
  const close = () => setOpen(null);
  const empty = graph.nodes.length === 0 && graph.edges.length === 0;
  return (
    <GraphSceneProvider scene={scene}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to shortcuts of the buttons inside. */}
      <div className="min-w-0" onKeyDown={(event) => pressInEditor(event, history)}>
        <GraphStage
          empty={empty ? <NoGraph onAdd={() => setOpen({ kind: "add" })} /> : null}
          tools={<EditorTools open={open} setOpen={setOpen} undoButton={undoButton} history={history} />}
        >
          {open?.kind === "add" ? <AddNode actions={actions} onDone={close} /> : null}
          {open?.kind === "connect" ? (
            <ConnectNodes key={open.from} from={open.from} actions={actions} onDone={close} />
          ) : null}
        </GraphStage>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </GraphSceneProvider>
  );
}

function pressInEditor(event: KeyboardEvent, history: { undo: () => void; redo: () => void }): void {
  const wanted = historyKey(event);
  if (wanted === null || hasOwnUndo(event.target)) return;
  event.preventDefault();
  history[wanted]();
}
