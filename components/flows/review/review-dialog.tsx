"use client";

import { type ReactNode, useState } from "react";
import type { FieldChange } from "@/lib/flows/diff/diff-flows";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { UpstreamLimit } from "../../http/upstream-limit";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent } from "../../ui/dialog";
import { EnterHint } from "../../ui/enter-hint";
import { Form } from "../../ui/form";
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

const FORM_ID = "review";

/**
 * The last check before a write: what needs a decision first, then the changes and what comes with them. The reason and
 * the button stay in view. It opens on the first thing that must be done, else on the button itself.
 */
export function ReviewDialog(props: ReviewDialogProps) {
  const { title, description, changes, effects, agreement, requireReason, busy, onClose } = props;
  const [reason, setReason] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [attempted, setAttempted] = useState(false);
  const lacksReason = requireReason && reason.trim() === "";
  const lacksAgreement = agreement !== null && !agreed;
  const warnings = effects.filter(({ severity }) => severity === "warn");

  function confirm() {
    setAttempted(true);
    if (lacksAgreement) document.getElementById("change-agreement")?.focus();
    else if (lacksReason) document.getElementById("change-reason")?.focus();
    else props.onConfirm(reason.trim());
  }

  function focusFirst(event: Event) {
    event.preventDefault();
    const id = agreement !== null ? "change-agreement" : requireReason ? "change-reason" : "change-confirm";
    document.getElementById(id)?.focus();
  }

  return (
    <Dialog open busy={busy} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={title}
        description={description}
        className="max-w-3xl"
        onOpenAutoFocus={focusFirst}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!busy) confirm();
        }}
        footer={
          <div className="flex flex-col gap-2">
            <UpstreamLimit act="write" busy={busy} />
            <div className="flex flex-wrap items-start justify-end gap-2">
              <div className="min-w-0 flex-1 basis-64">
                <ReasonField
                  id="change-reason"
                  form={FORM_ID}
                  label="Reason for the change"
                  compact
                  required={requireReason}
                  value={reason}
                  onChange={setReason}
                  error={
                    attempted && lacksReason
                      ? "This workspace asks for a reason. Say why you make this change."
                      : undefined
                  }
                />
              </div>
              <DialogClose asChild>
                <Button variant="outline" disabled={busy}>
                  Keep editing
                </Button>
              </DialogClose>
              <Button
                id="change-confirm"
                type="submit"
                form={FORM_ID}
                busy={busy}
                aria-keyshortcuts="Control+Enter"
              >
                {props.confirmLabel}
                <EnterHint />
              </Button>
            </div>
          </div>
        }
      >
        <Form id={FORM_ID} className="flex flex-col gap-5" onSubmit={confirm}>
          {warnings.length > 0 || agreement !== null ? (
            <section
              aria-labelledby="review-before"
              className="rounded-md border border-warning bg-warning-wash px-4 py-3"
            >
              <h3 id="review-before" className="text-sm font-semibold text-warning">
                Before you {props.confirmLabel.toLowerCase()}
              </h3>
              <EffectList effects={warnings} />
              {agreement === null ? null : (
                <Agreement
                  text={agreement}
                  agreed={agreed}
                  onAgreed={setAgreed}
                  missing={attempted && lacksAgreement}
                />
              )}
            </section>
          ) : null}
          <ReviewChanges changes={changes} initial={props.initial ?? false} />
          <Notes effects={effects.filter(({ severity }) => severity !== "warn")} />
          {props.request}
        </Form>
      </DialogContent>
    </Dialog>
  );
}

/** What comes with a write, and needs no decision. */
function Notes({ effects }: { effects: WriteEffect[] }) {
  if (effects.length === 0) return null;
  return (
    <section aria-labelledby="review-notes">
      <h3 id="review-notes" className="text-sm font-semibold">
        What comes with it
      </h3>
      <EffectList effects={effects} />
    </section>
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
    <div className="mt-3">
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
