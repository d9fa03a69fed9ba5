"use client";

import { Undo2 } from "lucide-react";
import { Button } from "../../ui/button";
import { undoButtonId } from "./use-rows";

interface RemovedNoticeProps {
  /** The id of the list's group. */
  id: string;
  /** What was removed: "Collection “Clinic”". */
  name: string;
  disabled: boolean;
  onUndo: () => void;
}

/** Says what was just removed from a list, and puts it back. */
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
