"use client";

import { Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import type { KnowledgeBaseFile } from "@/lib/flows/model/call-flow";
import { Button } from "../../../ui/button";
import { GroupField } from "../../inputs/group-field";
import type { InputProps } from "../../inputs/input-props";

/** The files attached to a flow. They are uploaded elsewhere; here one can be taken off the flow, until it is saved. */
export function KnowledgeFiles(props: InputProps<KnowledgeBaseFile[]>) {
  const { id, label, hint, value, onChange, errorAt } = props;
  const [removed, setRemoved] = useState<{ file: KnowledgeBaseFile; position: number } | null>(null);

  function remove(file: KnowledgeBaseFile, position: number) {
    setRemoved({ file, position });
    onChange(value.filter(({ key }) => key !== file.key));
  }

  function undo() {
    if (!removed) return;
    onChange(value.toSpliced(removed.position, 0, removed.file));
    setRemoved(null);
  }

  return (
    <GroupField id={id} label={label} hint={hint} error={errorAt?.("")}>
      {value.length === 0 ? <p className="text-sm text-muted-foreground">No files.</p> : null}
      <ul className="flex flex-col gap-1.5 empty:hidden">
        {value.map((file, position) => (
          <li key={file.key} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 text-sm wrap-anywhere">{file.filename}</span>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Take off ${file.filename}`}
              onClick={() => remove(file, position)}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {removed && !value.some(({ key }) => key === removed.file.key) ? (
        <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
          {removed.file.filename} will be taken off when you save.
          <Button variant="outline" size="sm" onClick={undo}>
            <Undo2 aria-hidden />
            Undo
          </Button>
        </p>
      ) : null}
    </GroupField>
  );
}
