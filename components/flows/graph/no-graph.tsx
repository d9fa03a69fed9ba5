"use client";

import { Workflow } from "lucide-react";
import { Button } from "../../ui/button";

/** What stands in place of a graph that there isn't; with `onAdd`, a way to begin one. */
export function NoGraph({ onAdd }: { onAdd?: () => void }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 py-10 text-center">
      <Workflow aria-hidden className="size-6 text-muted-foreground" />
      <p className="max-w-prose text-sm text-muted-foreground">
        {onAdd
          ? "No graph. Without one, the flow's prompt alone tells the agent what to do."
          : "This flow has no graph: its prompt alone tells the agent what to do."}
      </p>
      {onAdd ? (
        <Button variant="outline" size="sm" className="mt-1" onClick={onAdd}>
          Add the first node
        </Button>
      ) : null}
    </div>
  );
}
