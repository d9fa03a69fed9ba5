"use client";

import { ArrowDown, ArrowUp, Trash2, Undo2 } from "lucide-react";
import { Button } from "../../ui/button";
import { type EditedRows, moveButtonId, undoButtonId } from "./use-rows";

interface RowActionsProps {
  /** The id of the list's group. */
  id: string;
  /** The row's name, for screen readers: "Message 2". */
  name: string;
  list: Pick<EditedRows<unknown>, "rows" | "move" | "remove">;
  index: number;
  disabled: boolean;
}

/** Moves a row of a list up and down, and removes it. */
export function RowActions({ id, name, list, index, disabled }: RowActionsProps) {
  return (
    <div className="flex shrink-0">
      <Button
        id={moveButtonId(id, index, "up")}
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} up`}
        title="Move up"
        disabled={disabled || index === 0}
        onClick={() => list.move(index, index - 1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        id={moveButtonId(id, index, "down")}
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} down`}
        title="Move down"
        disabled={disabled || index === list.rows.length - 1}
        onClick={() => list.move(index, index + 1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${name}`}
        title="Remove"
        disabled={disabled}
        onClick={() => list.remove(index)}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  );
}

interface RemovedNoticeProps {
  /** The id of the list's group. */
  id: string;
  /** The removed row's name: "Collection “Clinic”". */
  name: string;
  disabled: boolean;
  onUndo: () => void;
}

/** Says which row was just removed from a list, with a button that puts it back. */
export function RemovedNotice({ id, name, disabled, onUndo }: RemovedNoticeProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-dashed px-3 py-1.5 text-sm">
      <span className="min-w-0 wrap-anywhere">{name} was removed.</span>
      <Button id={undoButtonId(id)} variant="outline" size="sm" disabled={disabled} onClick={onUndo}>
        <Undo2 aria-hidden />
        Undo
      </Button>
    </div>
  );
}
