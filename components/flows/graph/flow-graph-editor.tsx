"use client";

import { Link2, Plus, Redo2, Undo2 } from "lucide-react";
import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { Button } from "../../ui/button";
import { type RawGraph, readFlowGraph } from "./flow-graph";
import { AddNode, ConnectNodes } from "./graph-additions";
import { hasOwnUndo, historyKey } from "./graph-keys";
import { GraphSceneProvider, useGraphSelection } from "./graph-scene";
import { GraphStage } from "./graph-stage";
import { NoGraph } from "./node-type-icon";
import { useGraphActions } from "./use-graph-actions";
import { useGraphHistory } from "./use-graph-history";

interface FlowGraphEditorProps {
  value: RawGraph;
  startNodeId: string | null;
  onChange: (value: RawGraph) => void;
}

/** Edits the graph of a new flow. Every step can be undone, and no key of an item is lost. */
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

type OpenForm = { kind: "add" } | { kind: "connect"; from: string } | null;

interface EditorToolsProps {
  open: OpenForm;
  setOpen: (open: OpenForm) => void;
  /** Gets the focus after a deletion: undoing it is the likeliest next step. */
  undoButton: RefObject<HTMLButtonElement | null>;
  history: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
}

/** The editor's buttons. Undo and redo stay focusable even without a step to undo, so that the focus isn't lost. */
function EditorTools({ open, setOpen, undoButton, history }: EditorToolsProps) {
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        aria-expanded={open?.kind === "add"}
        onClick={() => setOpen(open?.kind === "add" ? null : { kind: "add" })}
      >
        <Plus aria-hidden />
        Add node
      </Button>
      <Button
        variant="outline"
        size="sm"
        aria-expanded={open?.kind === "connect"}
        onClick={() => setOpen(open?.kind === "connect" ? null : { kind: "connect", from: "" })}
      >
        <Link2 aria-hidden />
        Connect
      </Button>
      <Button
        ref={undoButton}
        variant="ghost"
        size="icon-sm"
        aria-label="Undo"
        aria-disabled={!history.canUndo}
        onClick={history.undo}
      >
        <Undo2 aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Redo"
        aria-disabled={!history.canRedo}
        onClick={history.redo}
      >
        <Redo2 aria-hidden />
      </Button>
    </>
  );
}
