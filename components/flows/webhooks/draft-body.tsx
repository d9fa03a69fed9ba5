"use client";

import { CodeTextField } from "../inputs/code-text-field";
import type { DraftPartProps } from "./draft-part";

/** The request body of a webhook to add. */
export function DraftBody({ id, draft, onChange, errorAt }: DraftPartProps) {
  return (
    <CodeTextField
      id={`${id}-body`}
      label="Body"
      optional
      error={errorAt("/body")}
      // Upstream quirk Q12: the older edition of an update makes the body out of the variables.
      hint="The upstream may replace this text by one that it generates from the variables above. Look at the webhook after saving."
      rows={4}
      text={draft.body}
      onText={(body) => onChange({ body })}
    />
  );
}
