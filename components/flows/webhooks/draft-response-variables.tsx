"use client";

import { useState } from "react";
import { cn } from "../../ui/class-names";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { type PathOutcome, pathOutcome, readSample, type Sample } from "./json-path";
import { PathHelp, SampleAnswer } from "./path-trial";
import { RowList } from "./row-list";
import type { DraftPartProps } from "./webhook-draft";

const OUTCOME_CLASSES: Record<PathOutcome["tone"], string> = {
  good: "text-success",
  warn: "text-warning",
  neutral: "text-muted-foreground",
};

/** The values that a webhook to add takes out of its answer, with a place to try the paths out. */
export function DraftResponseVariables({ id, draft, onChange, errorAt }: DraftPartProps) {
  const [sampleText, setSampleText] = useState("");
  const sample = readSample(sampleText);
  return (
    <div className="flex flex-col gap-4">
      <PathHelp />
      <RowList
        rows={draft.responseVariables}
        blank={{ name: "", path: "", description: "" }}
        onChange={(responseVariables) => onChange({ responseVariables })}
        addLabel="Add a response variable"
        removeLabel={({ name }, position) => `Remove response variable ${name || position + 1}`}
      >
        {(variable, change, position) => (
          <ResponseVariableFields
            id={`${id}-responseVariables-${position}`}
            variable={variable}
            sample={sample}
            onChange={change}
            errorAt={(part) => errorAt(`/responseVariables/${position}/${part}`)}
          />
        )}
      </RowList>
      {draft.responseVariables.length > 0 ? (
        <SampleAnswer
          id={`${id}-sample`}
          text={sampleText}
          sample={sample}
          testResponse={draft.testResponse}
          onChange={setSampleText}
        />
      ) : null}
    </div>
  );
}

interface ResponseVariable {
  name: string;
  path: string;
  description: string;
}

interface ResponseVariableFieldsProps {
  id: string;
  variable: ResponseVariable;
  sample: Sample;
  onChange: (changes: Partial<ResponseVariable>) => void;
  errorAt: (part: string) => string | undefined;
}

function ResponseVariableFields({ id, variable, sample, onChange, errorAt }: ResponseVariableFieldsProps) {
  const outcome = pathOutcome(variable.path, sample);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field id={`${id}-name`} label="Response variable" error={errorAt("name")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            placeholder="bookingId"
            className="font-mono"
            value={variable.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        id={`${id}-path`}
        label="JSON path"
        error={errorAt("path")}
        hint={
          outcome ? (
            <span className={cn("font-mono text-xs wrap-anywhere", OUTCOME_CLASSES[outcome.tone])}>
              {outcome.words}
            </span>
          ) : undefined
        }
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            placeholder="$.data.id"
            className="font-mono"
            value={variable.path}
            onChange={(event) => onChange({ path: event.target.value })}
          />
        )}
      </Field>
      <Field
        id={`${id}-description`}
        label="What it is"
        error={errorAt("description")}
        className="sm:col-span-2"
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={variable.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
