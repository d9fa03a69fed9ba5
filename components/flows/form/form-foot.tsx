"use client";

import { type FieldValues, useFormContext } from "react-hook-form";
import type { WriteOutcome } from "../write/use-flow-write";
import { RefusedNotice, UnknownOutcomeNotice } from "../write/write-notices";

interface FormFailuresProps {
  outcome: WriteOutcome;
  workspaceApiPath: string;
  /** Runs after the check of an unknown outcome; returns more to say, or null. */
  onChecked: () => Promise<string | null>;
}

/** The notices above a form's buttons: errors that belong to no field, and the outcome of the last write. */
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
