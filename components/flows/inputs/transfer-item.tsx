"use client";

import { useState } from "react";
import { isJsonObject, sameJson } from "@/lib/json/json-value";
import { Button } from "../../ui/button";
import { Textarea } from "../../ui/input";
import { CodeTextField } from "./code-text-field";
import { readTransfer, transferFacts, transferText, useReport } from "./input-transfers";
import { useFocusLater } from "./use-rows";

interface TransferItemProps {
  /** The id of the control that edits it. */
  id: string;
  /** "Transfer 2" */
  name: string;
  item: unknown;
  disabled: boolean;
  error: string | undefined;
  onItem: (item: unknown) => void;
  /** Reports whether the typed text is no valid JSON yet. */
  report: (part: string, unfinished: boolean) => void;
  part: string;
}

/** One transfer: a text as text, anything else as facts that are edited as JSON. */
export function TransferItem(props: TransferItemProps) {
  const { id, name, item, disabled, error, onItem } = props;
  const [editing, setEditing] = useState(false);
  const focusLater = useFocusLater();

  function toggle(next: boolean) {
    setEditing(next);
    focusLater(id);
  }

  // What is typed as JSON may be a text for a while, and must not lose its field then.
  if (typeof item !== "string" || editing) {
    return <StructuredTransfer {...props} editing={editing} onEditing={toggle} />;
  }
  return (
    <div>
      <Textarea
        id={id}
        rows={1}
        aria-label={`${name}, a text`}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="min-h-9 resize-none py-1.5 field-sizing-content"
        disabled={disabled}
        value={item}
        onChange={(event) => onItem(event.target.value)}
      />
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-sm text-destructive">
          {error}
        </p>
      ) : null}
    </div>
  );
}

interface StructuredTransferProps extends TransferItemProps {
  editing: boolean;
  onEditing: (editing: boolean) => void;
}

function StructuredTransfer(props: StructuredTransferProps) {
  const { id, name, item, disabled, error, onItem, report, part, editing, onEditing } = props;
  const [typed, setTyped] = useState(() => ({ text: transferText(item), item }));
  const focusLater = useFocusLater();
  // The text follows an item that was changed elsewhere (edits were discarded, another state was loaded).
  if (!sameJson(typed.item, item)) setTyped({ text: transferText(item), item });
  const reading = readTransfer(typed.text);
  const problem = reading.kind === "broken" ? reading.problem : undefined;
  useReport(report, part, problem !== undefined);

  function type(text: string) {
    const read = readTransfer(text);
    setTyped({ text, item: read.kind === "read" ? read.item : typed.item });
    if (read.kind === "read") onItem(read.item);
  }

  if (!editing) {
    return (
      <div className="flex flex-col items-start gap-2">
        <TransferFacts item={item} />
        {error ? (
          <p id={`${id}-error`} className="text-sm text-destructive">
            {error}
          </p>
        ) : null}
        <Button
          id={id}
          variant="outline"
          size="sm"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          disabled={disabled}
          onClick={() => onEditing(true)}
        >
          Edit as JSON<span className="sr-only">: {name}</span>
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <CodeTextField
        id={id}
        label={`${name} as JSON`}
        text={typed.text}
        error={problem ?? error}
        disabled={disabled}
        hint={problem ? "Your text is kept; it counts as soon as it is JSON." : undefined}
        onText={type}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="sm" disabled={problem !== undefined} onClick={() => onEditing(false)}>
          Done
        </Button>
        {problem ? (
          <Button
            variant="ghost"
            size="sm"
            onClick={() => {
              setTyped({ text: transferText(item), item });
              focusLater(id);
            }}
          >
            Back to the last that was JSON
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function TransferFacts({ item }: { item: unknown }) {
  const facts = isJsonObject(item) ? transferFacts(item) : [];
  if (facts.length === 0) {
    return <code className="font-mono text-xs wrap-anywhere">{JSON.stringify(item)}</code>;
  }
  return (
    <dl className="grid w-full gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(6rem,auto)_minmax(0,1fr)]">
      {facts.map(({ key, value }) => (
        <div key={key} className="contents max-sm:block">
          <dt className="text-muted-foreground wrap-anywhere">{key}</dt>
          <dd className="wrap-anywhere">{value === "" ? "(empty)" : value}</dd>
        </div>
      ))}
    </dl>
  );
}
