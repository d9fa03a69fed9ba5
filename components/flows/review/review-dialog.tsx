"use client";

import { type ReactNode, useState } from "react";
import type { FieldChange } from "@/lib/flows/diff/diff-flows";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { UpstreamLimit } from "../../http/upstream-limit";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "../../ui/dialog";
import { ReasonField } from "../write/reason-field";
import { EffectList } from "./effect-list";
import { ReviewChanges } from "./review-changes";

interface ReviewDialogProps {
  title: string;
  description: string;
  changes: FieldChange[];
  /** Whether the flow is new, so that there is nothing to compare with. */
  initial?: boolean;
  effects: WriteEffect[];
  /** A consequence that needs a separate agreement, such as opening a flow to the public. */
  agreement: string | null;
  requireReason: boolean;
  confirmLabel: string;
  busy: boolean;
  /** The request in the upstream's own form. */
  request: ReactNode;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** The last check before a write: the changes, the side effects and the reason. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { title, description, changes, effects, agreement, requireReason, busy, onClose } = props;
  const [reason, setReason] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [attempted, setAttempted] = useState(false);
  const lacksReason = requireReason && reason.trim() === "";
  const lacksAgreement = agreement !== null && !agreed;

  function confirm() {
    setAttempted(true);
    if (lacksReason) document.getElementById("change-reason")?.focus();
    else if (lacksAgreement) document.getElementById("change-agreement")?.focus();
    else props.onConfirm(reason.trim());
  }

  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose())}>
      <DialogContent title={title} description={description} className="max-w-3xl">
        <form
          noValidate
          className="flex flex-col gap-5"
          onSubmit={(event) => {
            // React portals pass events on to the form around the dialog, which would handle this one as its own.
            event.stopPropagation();
            event.preventDefault();
            confirm();
          }}
        >
          <ReviewChanges changes={changes} initial={props.initial ?? false} />
          <EffectList effects={effects} />
          {props.request}
          {agreement === null ? null : (
            <Agreement
              text={agreement}
              agreed={agreed}
              onAgreed={setAgreed}
              missing={attempted && lacksAgreement}
            />
          )}
          <ReasonField
            id="change-reason"
            label="Reason for the change"
            required={requireReason}
            value={reason}
            onChange={setReason}
            hint="Goes into the history and the audit log."
            error={
              attempted && lacksReason
                ? "This workspace asks for a reason. Say why you make this change."
                : undefined
            }
          />
          <UpstreamLimit act="write" busy={busy} />
          <DialogFooter className="mt-0">
            <DialogClose asChild>
              <Button variant="outline" disabled={busy}>
                Back to editing
              </Button>
            </DialogClose>
            <Button type="submit" busy={busy}>
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface AgreementProps {
  text: string;
  agreed: boolean;
  onAgreed: (agreed: boolean) => void;
  missing: boolean;
}

function Agreement({ text, agreed, onAgreed, missing }: AgreementProps) {
  return (
    <div className="rounded-md border border-warning bg-warning-wash px-3 py-2.5">
      <label className="flex items-start gap-2.5 text-sm font-medium">
        <input
          id="change-agreement"
          type="checkbox"
          checked={agreed}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? "change-agreement-error" : undefined}
          onChange={(event) => onAgreed(event.target.checked)}
          className="mt-0.5 size-4 accent-primary"
        />
        {text}
      </label>
      {missing ? (
        <p id="change-agreement-error" className="mt-1 text-sm text-destructive">
          Tick this box to go on, or go back and switch it off.
        </p>
      ) : null}
    </div>
  );
}
