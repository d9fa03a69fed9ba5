"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { MOST_FILE_MIB, MOST_FLOW_KIB, MOST_FLOWS } from "./read-files";

interface ChooseFilesProps {
  busy: boolean;
  /** Whether some were brought already: the place is small then. */
  hasFlows: boolean;
  onFiles: (files: File[]) => void;
}

/** The place where files are chosen or dropped, with what it takes. */
export function ChooseFiles({ busy, hasFlows, onFiles }: ChooseFilesProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!busy) onFiles([...event.dataTransfer.files]);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as this is.
    <div
      role="group"
      aria-label="Files of flows"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-2 rounded-lg border border-dashed bg-card px-6 text-center transition-colors",
        hasFlows ? "py-5" : "py-14",
        isOver && "border-ring bg-accent",
      )}
    >
      {hasFlows ? null : (
        <>
          <span className="mb-1 grid size-10 place-items-center rounded-full bg-accent text-accent-foreground">
            <FileUp aria-hidden className="size-5" />
          </span>
          <h2 className="text-lg font-semibold">Drop files of flows here</h2>
          <p className="max-w-prose text-sm text-muted-foreground">
            JSON files, lists of flows in one file, or a zip of them: exports of Switchboard, JSON of a flow’s
            page, or answers of Trillet. Nothing is made before you have seen what it would be.
          </p>
        </>
      )}
      <Button variant={hasFlows ? "outline" : "primary"} busy={busy} onClick={() => picker.current?.click()}>
        {busy ? null : <FileUp aria-hidden />}
        {hasFlows ? "Add files" : "Choose files"}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        accept=".json,.zip,application/json,application/zip"
        aria-label="Choose files of flows"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // So that the same file can be chosen again after it was mended.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <p className="text-xs text-muted-foreground">
        Up to {MOST_FLOWS} flows, {MOST_FLOW_KIB} KB each. A file has at most {MOST_FILE_MIB} MB, a zip also
        when it is unpacked.
      </p>
    </div>
  );
}
