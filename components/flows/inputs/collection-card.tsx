"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { Button } from "../../ui/button";
import { Field, Label } from "../../ui/field";
import { Input } from "../../ui/input";
import { Switch } from "../../ui/switch";
import type { ErrorAt } from "./input-props";
import { VariableRows } from "./variable-rows";

interface CollectionCardProps {
  /** The prefix of its controls' ids. */
  id: string;
  collection: DynamicVariableCollection;
  idEditable: boolean;
  idRepeated: boolean;
  usedInPrompt: ReadonlySet<string>;
  disabled: boolean;
  /** Pointers are relative to the collection. */
  errorAt: ErrorAt;
  onChange: (collection: DynamicVariableCollection) => void;
  onRemove: () => void;
}

/** One collection: its name, whether it is the default, and its variables. */
export function CollectionCard(props: CollectionCardProps) {
  const { id, collection, disabled, errorAt, onChange, onRemove } = props;
  const set = (part: Partial<DynamicVariableCollection>) => onChange({ ...collection, ...part });
  const errorId = `${id}-error`;
  // What is wrong with a part that has no field of its own is said for the whole collection.
  const error =
    errorAt("") ??
    errorAt("/variables") ??
    errorAt("/isDefault") ??
    (props.idEditable ? undefined : errorAt("/id"));
  return (
    <fieldset
      tabIndex={-1}
      aria-label={`Collection ${collection.name}`}
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? errorId : undefined}
      className="flex min-w-0 flex-col gap-3 rounded-md border p-3"
    >
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          <Field id={`${id}.name`} label="Name" error={errorAt("/name")}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                disabled={disabled}
                value={collection.name}
                onChange={(event) => set({ name: event.target.value })}
              />
            )}
          </Field>
          <CollectionId {...props} onId={(next) => set({ id: next })} />
        </div>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Remove collection ${collection.name}`}
          title="Remove this collection"
          disabled={disabled}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
      {error ? (
        <p id={errorId} className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
      <div className="flex items-center gap-2.5">
        <Switch
          id={`${id}.isDefault`}
          checked={collection.isDefault}
          disabled={disabled}
          onCheckedChange={(isDefault) => set({ isDefault })}
        />
        <Label htmlFor={`${id}.isDefault`}>Default collection</Label>
      </div>
      <VariableRows
        id={`${id}.variables`}
        variables={collection.variables}
        usedInPrompt={props.usedInPrompt}
        disabled={disabled}
        errorAt={(pointer) => errorAt(`/variables${pointer}`)}
        onChange={(variables) => set({ variables })}
      />
    </fieldset>
  );
}

/** A collection's id. The portal makes the id, so a person can choose it until the collection is saved. */
function CollectionId(props: CollectionCardProps & { onId: (id: string) => void }) {
  const { id, collection, idEditable, idRepeated, disabled, errorAt, onId } = props;
  const warning = idRepeated
    ? "Another collection has this id. Which of them then counts is not documented."
    : undefined;
  // The beginning of an id may be the stored one of a removed collection: it stays editable while it is typed.
  const [typing, setTyping] = useState(false);
  if (!idEditable && !typing) {
    return (
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="text-sm font-medium">Id</p>
        <p className="font-mono text-xs sm:leading-9 wrap-anywhere">{collection.id}</p>
        {warning ? <p className="text-sm text-warning">{warning}</p> : null}
      </div>
    );
  }
  return (
    <Field
      id={`${id}.id`}
      label="Id"
      error={errorAt("/id")}
      hint={warning ? <span className="text-warning">{warning}</span> : "Yours to choose until it is saved."}
    >
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          spellCheck={false}
          className="font-mono sm:text-sm"
          disabled={disabled}
          value={collection.id}
          onFocus={() => setTyping(true)}
          onBlur={() => setTyping(false)}
          onChange={(event) => onId(event.target.value)}
        />
      )}
    </Field>
  );
}
