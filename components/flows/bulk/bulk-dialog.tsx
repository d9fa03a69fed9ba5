"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogFooter } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { counted } from "../words/counted";
import { givenReason, ReasonField } from "../write/reason-field";
import { BulkProgress, BulkResults } from "./bulk-results";
import type { BulkFlow, BulkStop } from "./bulk-run";
import { useBulkRun, useSecondsUntil } from "./use-bulk-run";

interface BulkDialogProps {
  apiPath: string;
  flows: BulkFlow[];
  isActive: boolean;
  requireReason: boolean;
  /** `ran`: at least one request was sent, so the list may be out of date. */
  onClose: (ran: boolean) => void;
}

const DESCRIPTION =
  "One flow after the other, each as a change of its own in the history. Flows that are so already are skipped.";

/** Upstream quirk Q4: of some flows a request without both limits fails. */
const SIDE_EFFECT =
  "Some flows can only be changed together with their call limits. Where Trillet shows none, the change also sets this workspace's default limits; without defaults, such a flow stays as it is.";

/** Switches the chosen flows on or off: asks for a reason, then shows the outcome of each flow. */
export function BulkDialog({ apiPath, flows, isActive, requireReason, onClose }: BulkDialogProps) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const { reason: why } = givenReason(reason);
  const { run, start, goOn, stop, stopping } = useBulkRun({ apiPath, isActive, reason: why });
  const started = run.items.length > 0;
  const verb = isActive ? "Activate" : "Deactivate";

  function close() {
    // A run that stops between two flows loses nothing, so the dialog stays and shows how far the run came.
    if (run.running) return stop();
    if (started) router.refresh();
    onClose(started);
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : close())}>
      <DialogContent title={`${verb} ${counted(flows.length, "call flow")}`} description={DESCRIPTION}>
        {started ? (
          <div className="flex flex-col gap-4">
            <BulkProgress run={run} />
            {run.stop ? <StopNotice stop={run.stop} onContinue={() => void goOn()} /> : null}
            <BulkResults
              items={run.items}
              isActive={isActive}
              flowsPath={apiPath.replace(/^\/api\/workspaces/, "")}
            />
          </div>
        ) : (
          <div className="flex flex-col gap-4">
            <p className="text-sm">{SIDE_EFFECT}</p>
            <ReasonField
              id="bulk-reason"
              hint="Kept with the change of each flow, in its history and in the audit log."
              value={reason}
              onChange={setReason}
              required={requireReason}
            />
          </div>
        )}
        <DialogFooter>
          {run.running ? (
            <Button variant="outline" busy={stopping} onClick={stop}>
              {stopping ? "Stopping after this flow" : "Stop"}
            </Button>
          ) : (
            <Button variant="outline" onClick={close}>
              {started ? "Close" : "Cancel"}
            </Button>
          )}
          {started ? null : (
            <Button disabled={requireReason && why === undefined} onClick={() => void start(flows)}>
              {verb}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

const STOP_WORDS: Record<BulkStop["kind"], { title: string; text: string }> = {
  requested: { title: "Stopped", text: "The flows that are left were not touched." },
  budget: {
    title: "Trillet's request budget is used up",
    text: "The flows that are left were not sent. They can be when the budget is full again.",
  },
  signed_out: {
    title: "Your session has ended",
    text: "Sign in again in another tab, then go on here. The flows that are left were not touched.",
  },
  offline: {
    title: "No connection",
    text: "Switchboard does not answer. Go on when the connection is back.",
  },
};

function StopNotice({ stop, onContinue }: { stop: BulkStop; onContinue: () => void }) {
  const wait = useMemo(() => (stop.kind === "budget" ? { seconds: stop.retryAfterSeconds } : null), [stop]);
  const left = useSecondsUntil(wait);
  const { title, text } = STOP_WORDS[stop.kind];
  return (
    <Notice
      tone="warn"
      role="alert"
      title={title}
      actions={
        <Button size="sm" variant="outline" disabled={left > 0} onClick={onContinue}>
          Continue
          {/* Hidden from screen readers, which would read out every second. */}
          {left > 0 ? <span aria-hidden>in {left} s</span> : null}
        </Button>
      }
    >
      <p>{text}</p>
    </Notice>
  );
}
