"use client";

import { useEffect, useRef } from "react";
import { Button } from "../../ui/button";

/** Says that a staged webhook is gone and offers to bring it back. It takes the focus that the removed card had. */
export function RemovedNote({ name, onUndo }: { name: string; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-muted px-3 py-2 text-sm"
    >
      {name.trim() === "" ? "The new webhook was removed." : `“${name}” was removed.`}
      <Button ref={undo} variant="link" size="sm" onClick={onUndo}>
        Undo
      </Button>
    </p>
  );
}
