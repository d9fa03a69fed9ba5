"use client";

import { type FieldValues, useFormContext } from "react-hook-form";
import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
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

interface SaveBarProps {
  dirty: boolean;
  busy: boolean;
  /** Whether a change is open: sending again could make it twice. */
  locked: boolean;
  /** Whether the unsaved edits are kept on this device. */
  kept: boolean;
  onDiscard: () => void;
}

/** Leads to the review of an edit form: stays in view while there is anything to save. */
export function SaveBar({ dirty, busy, locked, kept, onDiscard }: SaveBarProps) {
  return (
    <div
      className={cn(
        "-mx-4 border-t px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8",
        // Without edits the bar stays at the form's end, so that it covers nothing.
        dirty && "sticky bottom-0 z-10 bg-background shadow-[0_-4px_16px_-8px_rgb(0_0_0/0.25)]",
      )}
    >
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
        <span role="status" className="text-sm text-muted-foreground">
          {dirty ? (kept ? "Unsaved changes, kept on this device" : "Unsaved changes") : "No changes"}
        </span>
        <div className="flex items-center gap-2">
          <Button variant="outline" disabled={!dirty || busy} onClick={onDiscard}>
            Discard
          </Button>
          <Button type="submit" busy={busy} disabled={!dirty || locked}>
            Save changes
          </Button>
        </div>
      </div>
    </div>
  );
}
