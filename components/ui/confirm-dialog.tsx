"use client";

import { AlertDialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { buttonVariants } from "./button-variants";
import { cn } from "./class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "./dialog-classes";
import { useOpener } from "./use-opener";

interface Question {
  title: string;
  description: ReactNode;
  /** What follows from the act, where it is more than a sentence. */
  details?: ReactNode;
  confirmLabel: string;
  /** The words of the way back. */
  cancelLabel?: string;
  destructive?: boolean;
  /** Returns the text to show when the act failed, or null when it is done. */
  onConfirm: () => Promise<string | null>;
}

/** Asks before an act that is hard to take back, when its trigger is pressed. */
export function ConfirmDialog({ trigger, ...question }: Question & { trigger: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <ConfirmQuestion {...question} open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
    </ConfirmQuestion>
  );
}

interface ConfirmQuestionProps extends Question {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The trigger, where it is beside the dialog. */
  children?: ReactNode;
}

/** The question itself, for a caller that opens it. It stays open, with the reason, when the act fails. */
export function ConfirmQuestion({
  open,
  onOpenChange,
  children,
  title,
  description,
  details = null,
  confirmLabel,
  cancelLabel = "Cancel",
  destructive = false,
  onConfirm,
}: ConfirmQuestionProps) {
  const opener = useOpener();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    setFailure(null);
    const problem = await onConfirm();
    setBusy(false);
    if (problem === null) onOpenChange(false);
    else setFailure(problem);
  }

  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        // Only the question can show why an act failed that is under way.
        if (busy) return;
        onOpenChange(next);
        setFailure(null);
      }}
    >
      {children}
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={OVERLAY_CLASSES} />
        <AlertDialog.Content {...opener} className={cn(DIALOG_CLASSES, "max-w-md")}>
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-sm text-muted-foreground">
            {description}
          </AlertDialog.Description>
          {details === null ? null : <div className="mt-3">{details}</div>}
          {failure ? (
            <p role="alert" className="mt-3 text-sm text-destructive">
              {failure}
            </p>
          ) : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel disabled={busy} className={buttonVariants({ variant: "outline" })}>
              {cancelLabel}
            </AlertDialog.Cancel>
            <Button
              variant={destructive ? "destructive" : "primary"}
              busy={busy}
              onClick={() => void confirm()}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
