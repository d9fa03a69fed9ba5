"use client";

import { Link2, Plus, Redo2, Undo2 } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "../../ui/button";

export type OpenForm = { kind: "add" } | { kind: "connect"; from: string } | null;

interface EditorToolsProps {
  open: OpenForm;
  setOpen: (open: OpenForm) => void;
  /** Gets the keyboard after a deletion: undoing it is the likeliest next wish. */
  undoButton: RefObject<HTMLButtonElement | null>;
  history: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
}

/** The editor's buttons. Undo and redo stay focusable without a step to take, so that the keyboard's place isn't lost. */
export function EditorTools({ open, setOpen, undoButton, history }: EditorToolsProps) {
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
