"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogTrigger } from "../../ui/dialog";
import { DuplicateForm, type DuplicateFormProps } from "./duplicate-form";
import { useDuplicate } from "./use-duplicate";

type DuplicateDialogProps = Omit<DuplicateFormProps, "copying" | "onClose">;

/** A button that makes a second flow like this one, in the same workspace. */
export function DuplicateDialog(props: DuplicateDialogProps) {
  const copying = useDuplicate();
  const [open, setOpen] = useState(false);

  function changeOpen(next: boolean) {
    // What is under way is not stopped by closing, so it had better be seen.
    if (copying.busy) return;
    if (next) copying.forget();
    setOpen(next);
  }

  return (
    <Dialog open={open} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Copy aria-hidden />
          Duplicate
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Duplicate ${props.flow.name || "this flow"}`}
        description="Makes a new flow with the same content, webhooks and settings in this workspace."
      >
        <DuplicateForm {...props} copying={copying} onClose={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
