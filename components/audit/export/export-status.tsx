"use client";

import { Download } from "lucide-react";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { problemText } from "../../http/problem";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { DialogClose, DialogFooter } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { ProgressBar } from "../../ui/progress-bar";
import { proofAddress } from "./export-kinds";
import type { ExportOutcome } from "./export-run";
import { arrivedWords, exportPercent, sizeWords } from "./export-words";
import type { ExportState } from "./use-export";

interface ExportStatusProps {
  state: ExportState;
  apiPath: string;
  filters: string;
  onContinue: () => void;
  onDiscard: () => void;
}

/** The progress and the result of an export. */
export function ExportStatus(props: ExportStatusProps) {
  const { outcome, kind, progress } = props.state;
  const done = outcome?.state === "done";
  return (
    <div className="flex flex-col gap-3 text-sm">
      {done ? null : (
        <>
          <ProgressBar label={`Export as ${kind.label}`} percent={exportPercent(progress)} />
          <p className="text-muted-foreground tabular-nums">{arrivedWords(progress)}</p>
        </>
      )}
      <div role="status" className="empty:hidden">
        {outcome ? <OutcomeNotice {...props} outcome={outcome} /> : null}
      </div>
      <DialogFooter className="mt-2">
        {done ? (
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
        ) : (
          <Button variant="outline" onClick={props.onDiscard}>
            {outcome ? "Start over" : "Cancel"}
          </Button>
        )}
        {outcome?.state === "cut" || outcome?.state === "refused" ? (
          <Button onClick={props.onContinue}>{progress.events > 0 ? "Continue" : "Try again"}</Button>
        ) : null}
      </DialogFooter>
    </div>
  );
}

function OutcomeNotice({ state, outcome, apiPath, filters }: ExportStatusProps & { outcome: ExportOutcome }) {
  const { kind, progress } = state;
  if (outcome.state === "done")
    return (
      <Notice tone="good" title={`${eventsWords(progress.events)} exported`}>
        {kind.file}, {sizeWords(progress.bytes)}.
        {kind.proven ? " It ends with the portal’s signed word on what it holds." : null}
        {kind.proofBeside && progress.size !== null ? (
          <ProofBeside address={proofAddress(apiPath, filters, progress.size)} />
        ) : null}
      </Notice>
    );
  if (outcome.state === "refused")
    return (
      <Notice tone="bad" title={outcome.problem.title}>
        {problemText(outcome.problem)}
      </Notice>
    );
  if (outcome.state === "unwritable")
    return (
      <Notice tone="bad" title="The file can’t be written">
        Is the disk full? Start over, and choose another place.
      </Notice>
    );
  return (
    <Notice tone="warn" title="The connection broke off">
      {progress.events > 0
        ? "What arrived is kept. Continue to fetch the rest: the file will be the same as if nothing had happened."
        : "No event has arrived yet. Try again when the connection is back."}
    </Notice>
  );
}

function ProofBeside({ address }: { address: string }) {
  return (
    <>
      <span className="mt-1 block">
        Keep its proof beside it, else nobody can verify that it is complete.
      </span>
      <a
        href={address}
        download
        className={`${buttonVariants({ variant: "outline", size: "sm" })} mt-2.5 w-fit`}
      >
        <Download aria-hidden />
        Download the proof
      </a>
    </>
  );
}
