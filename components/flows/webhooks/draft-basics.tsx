"use client";

import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Select } from "../../ui/select";
import { CodeTextField } from "../inputs/code-text-field";
import type { DraftPartProps } from "./webhook-draft";

/** The values that the upstream documents for a webhook's `method`. */
const METHODS = ["GET", "POST", "PUT", "DELETE"];

/** Name, address, method and description of a webhook to add. */
export function DraftBasics({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
      <Field id={`${id}-name`} label="Name" error={errorAt("/name")} className="sm:col-span-2">
        {(control) => (
          <Input
            {...control}
            required
            autoComplete="off"
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field id={`${id}-url`} label="Address" error={errorAt("/url")}>
        {(control) => (
          <Input
            {...control}
            required
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            className="font-mono"
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field id={`${id}-method`} label="Method" error={errorAt("/method")}>
        {(control) => (
          <Select
            {...control}
            value={draft.method}
            onChange={(event) => onChange({ method: event.target.value })}
          >
            {METHODS.includes(draft.method) ? null : <option value={draft.method}>{draft.method}</option>}
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        id={`${id}-description`}
        label="Description"
        error={errorAt("/description")}
        hint="What the webhook is for."
        className="sm:col-span-2"
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

/** The request body of a webhook to add. */
export function DraftBody({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <CodeTextField
      id={`${id}-body`}
      label="Body"
      error={errorAt("/body")}
      // Upstream quirk Q12: the older edition of an update makes the body out of the variables.
      hint="Trillet may replace this text by one that it generates from the variables above. Look at the webhook after saving."
      rows={4}
      text={draft.body}
      onText={(body) => onChange({ body })}
    />
  );
}
