"use client";

import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Button } from "../../ui/button";
import { moveButtonId } from "./use-rows";

interface RowActionsProps {
  /** The id of the list's group. */
  id: string;
  /** The row's name, for screen readers: "Message 2". */
  name: string;
  index: number;
  count: number;
  disabled: boolean;
  onMove: (from: number, to: number) => void;
  onRemove: (index: number) => void;
}

/** Moves a row of a list up and down, and removes it. */
export function RowActions({ id, name, index, count, disabled, onMove, onRemove }: RowActionsProps) {
  return (
    <div className="flex shrink-0">
      <Button
        id={moveButtonId(id, index, "up")}
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} up`}
        title="Move up"
        disabled={disabled || index === 0}
        onClick={() => onMove(index, index - 1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        id={moveButtonId(id, index, "down")}
        variant="ghost"
        size="icon-sm"
        aria-label={`Move ${name} down`}
        title="Move down"
        disabled={disabled || index === count - 1}
        onClick={() => onMove(index, index + 1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove ${name}`}
        title="Remove"
        disabled={disabled}
        onClick={() => onRemove(index)}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  );
}
