"use client";

import { Trash2 } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { Input, Textarea } from "../../ui/input";
import type { ErrorAt } from "./input-props";
import { variableReference } from "./input-variables";

export type Variable = DynamicVariableCollection["variables"][number];

interface VariableRowProps {
  /** The prefix of its controls' ids. */
  id: string;
  number: number;
  variable: Variable;
  /** Whether another variable of the collection has its key. */
  repeated: boolean;
  /** Whether the prompt uses it. */
  used: boolean;
  disabled: boolean;
  /** Pointers are relative to the variable. */
  errorAt: ErrorAt;
  onChange: (variable: Variable) => void;
  onRemove: () => void;
  /** Called when Enter was pressed in the value. */
  onEnter: () => void;
}

/** One variable: its key, its value, and how to refer to it. */
export function VariableRow(props: VariableRowProps) {
  const { id, number, variable, disabled, errorAt, onChange, onRemove, onEnter } = props;
  const { key, value } = variable;
  const aboutId = `${id}-about`;
  const valueErrorId = `${id}-value-error`;
  const keyError = errorAt("/key") ?? errorAt("");
  const valueError = errorAt("/value");

  function onKeyDown(event: KeyboardEvent, goOn: () => void) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    // Enter in a list means "go on", and must not save the form around it.
    event.preventDefault();
    goOn();
  }

  return (
    <li className="flex flex-col gap-1">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-1.5 gap-y-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
        <Input
          id={`${id}.key`}
          aria-label={`Key of variable ${number}`}
          aria-describedby={aboutId}
          aria-invalid={keyError ? true : undefined}
          placeholder="Key"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          className="font-mono sm:text-sm"
          disabled={disabled}
          value={key}
          onChange={(event) => onChange({ ...variable, key: event.target.value })}
          onKeyDown={(event) => onKeyDown(event, () => document.getElementById(`${id}.value`)?.focus())}
        />
        <Textarea
          id={`${id}.value`}
          aria-label={`Value of variable ${key === "" ? number : key}`}
          aria-invalid={valueError ? true : undefined}
          aria-describedby={valueError ? valueErrorId : undefined}
          placeholder="Value"
          rows={1}
          className="min-h-9 resize-none py-1.5 field-sizing-content max-sm:order-last max-sm:col-span-2"
          disabled={disabled}
          value={value}
          onChange={(event) => onChange({ ...variable, value: event.target.value })}
          onKeyDown={(event) => onKeyDown(event, onEnter)}
        />
        <VariableActions variable={variable} number={number} disabled={disabled} onRemove={onRemove} />
      </div>
      <VariableNotes id={aboutId} used={props.used} repeated={props.repeated} error={keyError} />
      {valueError ? (
        <p id={valueErrorId} className="text-sm text-destructive">
          {valueError}
        </p>
      ) : null}
    </li>
  );
}

type VariableActionsProps = Pick<VariableRowProps, "variable" | "number" | "disabled" | "onRemove">;

function VariableActions({ variable, number, disabled, onRemove }: VariableActionsProps) {
  const { key } = variable;
  return (
    <div className="flex">
      {key === "" ? null : (
        <CopyButton text={variableReference(key)} label={`Copy ${variableReference(key)}`} />
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`Remove variable ${key === "" ? number : key}`}
        title="Remove"
        disabled={disabled}
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </Button>
    </div>
  );
}

interface VariableNotesProps {
  id: string;
  used: boolean;
  repeated: boolean;
  error: string | undefined;
}

function VariableNotes({ id, used, repeated, error }: VariableNotesProps) {
  return (
    <div id={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm empty:hidden">
      {used ? <Badge tone="neutral">Used in the prompt</Badge> : null}
      {error ? <span className="text-destructive">{error}</span> : null}
      {repeated ? (
        <span className="text-warning">
          This collection has the key more than once. Which value then counts is not documented.
        </span>
      ) : null}
    </div>
  );
}
