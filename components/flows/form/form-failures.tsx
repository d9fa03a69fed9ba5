"use client";

import { type FieldValues, useFormContext } from "react-hook-form";
import type { WriteOutcome } from "./use-flow-write";
import { RefusedNotice, UnknownOutcomeNotice } from "./write-notices";

interface FormFailuresProps {
  outcome: WriteOutcome;
  workspaceApiPath: string;
  /** Runs when an unknown outcome was looked into; gives more to say, or null. */
  onChecked: () => Promise<string | null>;
}

/** What a form has to say above its buttons: errors that belong to no field, and what became of the last write. */
export function FormFailures({ outcome, workspaceApiPath, onChecked }: FormFailuresProps) {
  const { formState } = useFormContext<FieldValues>();
  const schemaError = formState.errors.root?.schema?.message;
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {schemaError ? (
        <p role="alert" className="text-sm text-destructive">
          {schemaError}
        </p>
      ) : null}
      {outcome.kind === "refused" ? <RefusedNotice problem={outcome.problem} rest={outcome.rest} /> : null}
      {outcome.kind === "unknown" ? (
        <UnknownOutcomeNotice
          workspaceApiPath={workspaceApiPath}
          changeId={outcome.changeId}
          onChecked={onChecked}
        />
      ) : null}
    </div>
  );
}
