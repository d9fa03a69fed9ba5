"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { CollectionCard } from "./collection-card";
import { GroupField } from "./group-field";
import { type InputProps, noErrors } from "./input-props";
import { lostVariables, mayEditId, newCollection, repeated, variableReference } from "./input-variables";
import { RemovedNotice } from "./row-actions";
import { addButtonId, useRows } from "./use-rows";

interface VariableCollectionsProps extends InputProps<DynamicVariableCollection[]> {
  /** The collections as the upstream has them; their ids are fixed. Empty for a new flow. */
  stored: readonly DynamicVariableCollection[];
  /** The names that the prompt uses as `{{name}}`. */
  usedInPrompt?: ReadonlySet<string>;
}

const NOTHING_USED: ReadonlySet<string> = new Set();

/** Edits a call flow's collections of dynamic variables. */
export function VariableCollections(props: VariableCollectionsProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const { stored, usedInPrompt = NOTHING_USED } = props;
  const nameOf = (index: number) => `Collection “${value[index]?.name ?? ""}”`;
  const list = useRows({
    id,
    value,
    onChange,
    controlId: (index) => `${id}.${index}.name`,
    nameOf,
    undoable: true,
  });
  const storedIds = new Set(stored.map((collection) => collection.id));
  const repeatedIds = repeated(value.map((collection) => collection.id));

  return (
    <GroupField
      id={id}
      label={label}
      labelHidden
      hint={<VariableHint hint={hint} />}
      error={errorAt("")}
      changed={props.changed}
    >
      <VariableWarnings stored={stored} value={value} usedInPrompt={usedInPrompt} />
      {list.rows.length === 0 ? <p className="text-sm text-muted-foreground">No variables yet.</p> : null}
      <ol className="flex flex-col gap-3 empty:hidden">
        {list.rows.map(({ key, item }, index) => (
          <li key={key}>
            <CollectionCard
              id={`${id}.${index}`}
              collection={item}
              idEditable={mayEditId(value, index, storedIds)}
              idRepeated={repeatedIds.has(item.id)}
              usedInPrompt={usedInPrompt}
              disabled={disabled}
              errorAt={(pointer) => errorAt(`/${index}${pointer}`)}
              onChange={(next) => list.replace(index, next)}
              onRemove={() => list.remove(index)}
            />
          </li>
        ))}
      </ol>
      {list.removed ? (
        <RemovedNotice id={id} name={list.removed.name} disabled={disabled} onUndo={list.undo} />
      ) : null}
      <Button
        id={addButtonId(id)}
        variant="outline"
        size="sm"
        className="self-start"
        disabled={disabled}
        onClick={() => list.insert(value.length, newCollection(value))}
      >
        <Plus aria-hidden />
        Add collection
      </Button>
      <span role="status" className="sr-only">
        {list.announcement}
      </span>
    </GroupField>
  );
}

/** The hint from outside, or else how a prompt refers to a variable. */
function VariableHint({ hint }: { hint: ReactNode }) {
  return (
    hint ?? (
      <>
        In the prompt, <code className="font-mono text-xs">{"{{key}}"}</code> stands for the value of the
        variable with that key.
      </>
    )
  );
}

interface VariableWarningsProps {
  stored: readonly DynamicVariableCollection[];
  value: readonly DynamicVariableCollection[];
  usedInPrompt: ReadonlySet<string>;
}

/** Warnings about the collections as a whole. None of them keeps anybody from saving. */
function VariableWarnings({ stored, value, usedInPrompt }: VariableWarningsProps) {
  const lost = lostVariables(stored, value, usedInPrompt);
  const defaults = value.filter(({ isDefault }) => isDefault);
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {lost.length > 0 ? (
        <Notice tone="warn" title="The prompt uses variables that no collection defines any more">
          <span className="font-mono text-xs">{lost.map(variableReference).join(" ")}</span>
        </Notice>
      ) : null}
      {defaults.length > 1 ? (
        <Notice tone="info" title={`${defaults.length} collections are the default`}>
          Trillet does not document whether several may be, nor which of them then counts.
        </Notice>
      ) : null}
    </div>
  );
}
