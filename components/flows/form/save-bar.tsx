"use client";

import { Button } from "../../ui/button";
import { cn } from "../../ui/class-names";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";

interface SaveBarProps {
  dirty: boolean;
  busy: boolean;
  /** Whether a change is open: sending again could make it twice. */
  locked: boolean;
  reason: string;
  onReason: (reason: string) => void;
  requireReason: boolean;
  reasonMissing: boolean;
  onDiscard: () => void;
}

const LONGEST_REASON = 500;

/** Saves an edit form: stays in view, says whether anything is unsaved, and asks why. */
export function SaveBar(props: SaveBarProps) {
  const { dirty, busy, locked, reason, onReason, requireReason, reasonMissing, onDiscard } = props;
  return (
    <div
      className={cn(
        "-mx-4 border-t px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8",
        // Without edits the bar rests at the form's end and leaves the page to what there is to read.
        dirty && "sticky bottom-0 z-10 bg-background shadow-[0_-4px_16px_-8px_rgb(0_0_0/0.25)]",
      )}
    >
      <div className="flex flex-wrap items-end justify-end gap-3">
        {dirty ? (
          <Field
            id="change-reason"
            label="Reason for the change"
            optional={!requireReason}
            error={
              reasonMissing ? "This workspace asks for a reason. Say why you make this change." : undefined
            }
            className="min-w-0 flex-1 basis-64"
          >
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={LONGEST_REASON}
                autoComplete="off"
                required={requireReason}
                onChange={(event) => onReason(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <div className="flex items-center gap-2">
          <span role="status" className="mr-1 text-sm text-muted-foreground">
            {dirty ? "Unsaved changes" : "No changes"}
          </span>
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
