"use client";

import { History } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { fieldLabel } from "@/lib/flows/field-label";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { useFlowWrite, type WriteOutcome } from "../form/use-flow-write";
import { RefusedNotice } from "../form/write-notices";

interface RestoreDialogProps {
  apiPath: string;
  etag: string;
  revision: number;
  requireReason: boolean;
}

interface RestoreAnswer {
  notRestored?: { path: string; why: string }[];
}

/** Brings back an earlier state of a flow, as far as the upstream lets it be written. */
export function RestoreDialog({ apiPath, etag, revision, requireReason }: RestoreDialogProps) {
  const router = useRouter();
  const { write, busy, outcome } = useFlowWrite();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState<RestoreAnswer["notRestored"] | null>(null);

  async function restore() {
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    const answer = await write<RestoreAnswer>("POST", `${apiPath}/restore`, {
      body: { revision },
      ifMatch: etag,
      ...why,
    });
    if (!answer.ok) return;
    const notRestored = answer.data?.notRestored ?? [];
    if (notRestored.length > 0) {
      setLeft(notRestored);
      return;
    }
    toast.success(`State #${revision} is back`);
    setOpen(false);
    router.refresh();
  }

  function changeOpen(next: boolean) {
    setOpen(next);
    // Only now: rendering the history anew takes this dialog, and what it has to say, away.
    if (!next && left) router.refresh();
    setLeft(null);
  }

  return (
    <Dialog open={open} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <History aria-hidden />
          Restore this state
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Restore state #${revision}`}
        description="Writes every field that differs and that the upstream lets be changed. It is a new change: nothing is erased from the history."
      >
        {left ? (
          <LeftOut left={left} />
        ) : (
          <div className="flex flex-col gap-4">
            <Field id={`restore-reason-${revision}`} label="Reason" optional={!requireReason}>
              {(control) => (
                <Input
                  {...control}
                  value={reason}
                  maxLength={500}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
            <RestoreOutcome outcome={outcome} />
          </div>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="outline">{left ? "Close" : "Cancel"}</Button>
          </DialogClose>
          {left ? null : (
            <Button
              busy={busy}
              disabled={outcome.kind === "unknown" || (requireReason && reason.trim() === "")}
              onClick={() => void restore()}
            >
              Restore
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function LeftOut({ left }: { left: { path: string; why: string }[] }) {
  return (
    <Notice tone="warn" role="status" title="Restored, except for these fields">
      <ul className="list-disc pl-4">
        {left.map(({ path, why }) => (
          <li key={path}>
            {fieldLabel(path)}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function RestoreOutcome({ outcome }: { outcome: WriteOutcome }) {
  return (
    <>
      {outcome.kind === "refused" ? <RefusedNotice problem={outcome.problem} rest={outcome.rest} /> : null}
      {outcome.kind === "conflict" ? (
        <Notice tone="warn" role="alert" title="The flow has changed since this page was loaded">
          Close this, reload the page, and look at its present state first.
        </Notice>
      ) : null}
      {outcome.kind === "unknown" ? (
        <Notice tone="warn" role="alert" title="It is not known yet whether this was done">
          Do not send it again. The flow&rsquo;s page shows the open change and lets you check it.
        </Notice>
      ) : null}
    </>
  );
}
