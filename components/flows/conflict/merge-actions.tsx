"use client";

import type { Ref } from "react";
import { Button } from "../../ui/button";
import type { useMergeDecisions } from "./use-merge-decisions";

interface MergeActionsProps {
  ref: Ref<HTMLButtonElement>;
  decided: Pick<ReturnType<typeof useMergeDecisions>, "places" | "open" | "nothingToSave">;
  busy: boolean;
  onSave: () => void;
  onKeepEditing: () => void;
  onCancel: () => void;
}

/** Says how many places are decided, with the buttons that end the merge. The `ref` is that of the main button. */
export function MergeActions({ ref, decided, busy, onSave, onKeepEditing, onCancel }: MergeActionsProps) {
  const { places, open, nothingToSave } = decided;
  return (
    <div className="flex flex-wrap items-center gap-2 border-t bg-popover px-5 py-3">
      <p role="status" className="mr-auto text-sm text-muted-foreground">
        {statusText(places.length, open, nothingToSave)}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
        {nothingToSave ? (
          <Button ref={ref} disabled={busy} onClick={onKeepEditing}>
            Take theirs
          </Button>
        ) : (
          <>
            <Button variant="outline" disabled={busy} onClick={onKeepEditing}>
              Keep editing
            </Button>
            <Button ref={ref} busy={busy} disabled={open > 0} onClick={onSave}>
              {places.length === 0 ? "Save both" : "Save"}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function statusText(places: number, open: number, nothingToSave: boolean): string {
  if (nothingToSave) return "This is what is saved already.";
  if (places === 0) return "";
  return open === 0 ? "Everything is decided." : `${places - open} of ${places} decided`;
}
