"use client";

import { jsonPointer } from "@/lib/json/json-pointer";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { PasswordInput } from "../../ui/password-input";
import { RowList } from "./row-list";
import type { DraftPartProps } from "./webhook-draft";

/** Keeps password managers away, which take every hidden text for a login. */
const NOT_A_LOGIN = {
  autoComplete: "off",
  spellCheck: false,
  "data-1p-ignore": "",
  "data-lpignore": "true",
  "data-bwignore": "",
};

/** The request headers of a webhook to add, with values that are hidden while they are typed. */
export function DraftHeaders({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <RowList
      rows={draft.headers}
      blank={{ name: "", value: "" }}
      onChange={(headers) => onChange({ headers })}
      addLabel="Add a header"
      removeLabel={({ name }, position) => `Remove header ${name || position + 1}`}
    >
      {(header, change, position) => (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            id={`${id}-headers-${position}-name`}
            label="Header"
            error={errorAt(`/headers/${position}/name`)}
          >
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                spellCheck={false}
                placeholder="Authorization"
                className="font-mono"
                value={header.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field
            id={`${id}-headers-${position}-value`}
            label="Value"
            error={
              errorAt(`/headers/${position}/value`) ??
              // A request names headers by name, not by position.
              (header.name === "" ? undefined : errorAt(jsonPointer(["headers", header.name])))
            }
          >
            {(control) => (
              <PasswordInput
                {...control}
                {...NOT_A_LOGIN}
                className="font-mono"
                value={header.value}
                onChange={(event) => change({ value: event.target.value })}
              />
            )}
          </Field>
        </div>
      )}
    </RowList>
  );
}
