"use client";

import { Field, Label } from "../../ui/field";
import { Input } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { CodeTextField } from "../inputs/code-text-field";
import type { DraftPartProps } from "./webhook-draft";

/** The agent's words at a call of a webhook to add, and the webhook's test. */
export function DraftTesting({ id, draft, onChange, errorAt }: DraftPartProps) {
  const error = errorAt("/isTesting");
  const testingId = `${id}-isTesting`;
  return (
    <div className="flex flex-col gap-4">
      <Field
        id={`${id}-textToSpeak`}
        label="Spoken text"
        error={errorAt("/textToSpeak")}
        hint="What the agent says when it calls the webhook."
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Let me look that up."
            value={draft.textToSpeak}
            onChange={(event) => onChange({ textToSpeak: event.target.value })}
          />
        )}
      </Field>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <Label htmlFor={testingId}>Testing mode</Label>
          {error ? (
            <p id={`${testingId}-error`} className="text-sm text-destructive">
              {error}
            </p>
          ) : null}
          <p id={`${testingId}-hint`} className="text-sm text-muted-foreground">
            Trillet documents no more than the name. It cannot be switched off from here after saving.
          </p>
        </div>
        <Switch
          id={testingId}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${testingId}-error ${testingId}-hint` : `${testingId}-hint`}
          checked={draft.isTesting}
          onCheckedChange={(isTesting) => onChange({ isTesting })}
          className="mt-0.5"
        />
      </div>
      <CodeTextField
        id={`${id}-testResponse`}
        label="Test response"
        error={errorAt("/testResponse")}
        hint="A made-up answer for testing."
        rows={3}
        text={draft.testResponse}
        onText={(testResponse) => onChange({ testResponse })}
      />
    </div>
  );
}
