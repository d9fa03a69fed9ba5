"use client";

import { Field } from "../../ui/field";
import { Textarea } from "../../ui/textarea";
import type { DraftPartProps } from "./draft-part";

/** The request body of a webhook to add. */
export function DraftBody({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <Field
      id={`${id}-body`}
      label="Body"
      optional
      error={errorAt("/body")}
      // Upstream quirk Q12: the older edition of an update makes the body out of the variables.
      hint="The upstream may replace this text by one that it generates from the variables above. Look at the webhook after saving."
    >
      {(control) => (
        <Textarea
          {...control}
          rows={4}
          spellCheck={false}
          autoComplete="off"
          className="font-mono leading-5 sm:text-sm"
          value={draft.body}
          onChange={(event) => onChange({ body: event.target.value })}
        />
      )}
    </Field>
  );
}
