"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { CodeTextField } from "./code-text-field";
import { blankTransfer, readTransfer, useReport } from "./input-transfers";
import { addButtonId, useFocusLater } from "./use-rows";

interface TransferAdderProps {
  /** The id of the list's group. */
  id: string;
  /** The present transfers: a new one begins with their keys. */
  items: readonly unknown[];
  disabled: boolean;
  onAdd: (item: unknown) => void;
  report: (part: string, unfinished: boolean) => void;
}

/** Adds a transfer, as JSON or as a text. JSON is added only when it is complete. */
export function TransferAdder({ id, items, disabled, onAdd, report }: TransferAdderProps) {
  const [text, setText] = useState<string | null>(null);
  const [attempted, setAttempted] = useState(false);
  const focusLater = useFocusLater();
  const reading = readTransfer(text ?? "");
  const fieldId = `${id}-new`;
  useReport(report, fieldId, text !== null);

  function close() {
    setText(null);
    setAttempted(false);
  }

  function add() {
    setAttempted(true);
    if (reading.kind === "broken") {
      focusLater(fieldId);
      return;
    }
    close();
    onAdd(reading.item);
  }

  if (text === null) {
    return (
      <div className="flex flex-wrap gap-2">
        <Button
          id={addButtonId(id)}
          variant="outline"
          size="sm"
          disabled={disabled}
          onClick={() => {
            setText(blankTransfer(items));
            focusLater(fieldId);
          }}
        >
          <Plus aria-hidden />
          Add transfer as JSON
        </Button>
        <Button variant="outline" size="sm" disabled={disabled} onClick={() => onAdd("")}>
          <Plus aria-hidden />
          Add transfer as text
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2 rounded-md border p-3">
      <CodeTextField
        id={fieldId}
        label="New transfer as JSON"
        hint="It is not part of the flow until you add it."
        text={text}
        error={attempted && reading.kind === "broken" ? reading.problem : undefined}
        disabled={disabled}
        onText={setText}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={disabled} onClick={add}>
          Add this transfer
        </Button>
        <Button
          variant="outline"
          size="sm"
          onClick={() => {
            close();
            focusLater(addButtonId(id));
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}
