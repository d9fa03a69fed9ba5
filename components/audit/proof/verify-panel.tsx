"use client";

import { ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { problemText } from "../../http/problem";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { Notice } from "../../ui/notice";
import { ProgressBar } from "../../ui/progress-bar";
import { useReaderZone } from "../../ui/reader-zone";
import { faultWords, listAtEvent, soundWords } from "./chain-words";
import { type VerifyOutcome, type VerifyProgress, verifyLog } from "./verify-log";

interface VerifyPanelProps {
  /** The events' address under `/api`. */
  apiPath: string;
  logPath: string;
}

const NUMBER = new Intl.NumberFormat("en-GB");
const BEGINNING: VerifyProgress = { checked: 0, of: 0 };

/** Recomputes the whole log, and shows the result. */
export function VerifyPanel({ apiPath, logPath }: VerifyPanelProps) {
  const router = useRouter();
  const running = useRef<AbortController | null>(null);
  const start = useRef<HTMLButtonElement>(null);
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const [outcome, setOutcome] = useState<VerifyOutcome | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function verify() {
    const stop = new AbortController();
    running.current = stop;
    setOutcome(null);
    setProgress(BEGINNING);
    const { signal } = stop;
    const ask = async () => await fetch(`${apiPath}/verify?progress=1`, { signal, cache: "no-store" });
    const result = await verifyLog(ask, setProgress, signal);
    setProgress(null);
    setOutcome(result);
    // The page shows the last verification, and its actor.
    if (result.state === "done") router.refresh();
  }

  /** The button disappears, and would take the focus with it. */
  function cancel() {
    running.current?.abort();
    start.current?.focus();
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button ref={start} busy={progress !== null} onClick={() => void verify()}>
          {progress ? null : <ShieldCheck aria-hidden />}
          Verify now
        </Button>
        {progress ? (
          <>
            <Button variant="outline" onClick={cancel}>
              Cancel
            </Button>
            <div className="min-w-0 flex-1 basis-56">
              <ProgressBar
                label="Verification"
                percent={progress.of > 0 ? Math.floor((100 * progress.checked) / progress.of) : null}
              />
              <p className="mt-1 text-sm text-muted-foreground tabular-nums">
                {NUMBER.format(progress.checked)} of {NUMBER.format(progress.of)} events
              </p>
            </div>
          </>
        ) : null}
      </div>
      <div role="status" className="empty:hidden">
        {outcome ? <OutcomeNotice outcome={outcome} logPath={logPath} /> : null}
      </div>
    </div>
  );
}

function OutcomeNotice({ outcome, logPath }: { outcome: VerifyOutcome; logPath: string }) {
  const zone = useReaderZone();
  if (outcome.state === "cancelled")
    return (
      <Notice title="Cancelled">
        The log was not verified to its end, so nothing can be said about it. That it was given up is
        recorded.
      </Notice>
    );
  if (outcome.state === "failed")
    return (
      <Notice tone="bad" title={outcome.problem.title}>
        {problemText(outcome.problem)}
      </Notice>
    );
  const fault = faultWords(outcome.report);
  if (outcome.report.ok || !outcome.report.firstBad)
    return (
      <Notice tone="good" title="The log is unbroken">
        {soundWords(outcome.report, zone).join(" ")}
      </Notice>
    );
  return (
    <Notice
      tone="bad"
      title="The log does not hold"
      actions={
        <AppLink
          href={listAtEvent(logPath, outcome.report.firstBad.sequence)}
          className={buttonVariants({ variant: "outline", size: "sm" })}
        >
          Show #{outcome.report.firstBad.sequence} in the log
        </AppLink>
      }
    >
      {fault} Change nothing, keep a copy of the data folder, and compare with an export or a checkpoint that
      was kept elsewhere.
    </Notice>
  );
}
