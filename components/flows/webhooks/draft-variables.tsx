"use client";

import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { RowList } from "./row-list";
import type { DraftPartProps } from "./webhook-draft";

/** The values that the agent collects in a conversation and sends to a webhook to add. */
export function DraftVariables({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <RowList
      rows={draft.variables}
      blank={{ name: "", description: "" }}
      onChange={(variables) => onChange({ variables })}
      addLabel="Add a variable"
      removeLabel={({ name }, position) => `Remove variable ${name || position + 1}`}
    >
      {(variable, change, position) => (
        <div className="grid gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Field
            id={`${id}-variables-${position}-name`}
            label="Variable"
            error={errorAt(`/variables/${position}/name`)}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                placeholder="day"
                className="font-mono"
                value={variable.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field
            id={`${id}-variables-${position}-description`}
            label="What it is"
            error={errorAt(`/variables/${position}/description`)}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                placeholder="The day that the caller wants, YYYY-MM-DD"
                value={variable.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </RowList>
  );
}
