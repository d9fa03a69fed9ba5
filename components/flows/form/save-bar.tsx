"use client";

import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";

interface SaveBarProps {
  dirty: boolean;
  busy: boolean;
  reason: string;
  onReason: (reason: string) => void;
  requireReason: boolean;
  reasonMissing: boolean;
  onDiscard: () => void;
}

const LONGEST_REASON = 500;

/** Saves an edit form: stays in view, says whether anything is unsaved, and asks why. */
export function SaveBar(props: SaveBarProps) {
  const { dirty, busy, reason, onReason, requireReason, reasonMissing, onDiscard } = props;
  return (
    <div className="sticky bottom-0 z-10 -mx-4 border-t bg-background/95 px-4 py-3 backdrop-blur-sm sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      <div className="flex flex-wrap items-end justify-between gap-3">
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
        <div className="flex items-center gap-2">
          <span role="status" className="mr-1 text-sm text-muted-foreground">
            {dirty ? "Unsaved changes" : "No changes"}
          </span>
          <Button variant="outline" disabled={!dirty || busy} onClick={onDiscard}>
            Discard
          </Button>
          <Button type="submit" busy={busy} disabled={!dirty}>
            Save changes
          </Button>
        </div>
      </div>
    </div>
  );
}
