"use client";

import { Button } from "../../ui/button";
import { Dialog, DialogActions, DialogContent } from "../../ui/dialog";

/** A question before events are removed for good. */
export interface RemovalQuestion {
  days: number;
  /** The number of events, in words. */
  words: string;
}

interface ConfirmRemovalProps {
  question: RemovalQuestion | null;
  busy: boolean;
  onClose: () => void;
  onConfirm: (days: number) => void;
}

/** Requests a confirmation before a rule removes events. */
export function ConfirmRemoval({ question, busy, onClose, onConfirm }: ConfirmRemovalProps) {
  return (
    <Dialog open={question !== null} busy={busy} onOpenChange={(open) => !open && onClose()}>
      {question ? (
        <DialogContent
          role="alertdialog"
          title={`Remove events after ${question.days} days?`}
          description={`${question.words} They can’t be brought back. Export them first if anybody may ask for them.`}
        >
          <DialogActions className="mt-0" busy={busy}>
            <Button variant="destructive" busy={busy} onClick={() => onConfirm(question.days)}>
              Remove after {question.days} days
            </Button>
          </DialogActions>
        </DialogContent>
      ) : null}
    </Dialog>
  );
}
