"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { type Problem, problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

interface ChainReport {
  events: number;
  ok: boolean;
  firstBad: { sequence: number; problem: string } | null;
  head: { sequence: number; hash: string } | null;
}

/** Has the server re-derive the whole chain of hashes, and says what came of it. */
export function VerifyButton({ apiPath }: { apiPath: string }) {
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<ChainReport | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function verify() {
    setBusy(true);
    setReport(null);
    setProblem(null);
    const answer = await sendRequest<ChainReport>("GET", `${apiPath}/verify`);
    setBusy(false);
    if (answer.ok) setReport(answer.data);
    else setProblem(answer.problem);
  }

  return (
    <div className="flex w-full flex-col items-end gap-3">
      <Button variant="outline" busy={busy} onClick={() => void verify()}>
        {busy ? null : <ShieldCheck aria-hidden />}
        Verify
      </Button>
      <div role="status" className="w-full empty:hidden">
        {report ? <Report report={report} /> : null}
        {problem ? (
          <Notice tone="bad" title={problem.title}>
            {problemText(problem)}
          </Notice>
        ) : null}
      </div>
    </div>
  );
}

function Report({ report }: { report: ChainReport }) {
  if (report.ok) {
    return (
      <Notice tone="good" title="The log is unbroken">
        {report.events === 1 ? "1 event was" : `${report.events} events were`} checked; each follows the one
        before it.
        {report.head ? (
          <span className="mt-1 block font-mono text-xs wrap-anywhere text-muted-foreground">
            #{report.head.sequence} {report.head.hash}
          </span>
        ) : null}
      </Notice>
    );
  }
  return (
    <Notice tone="bad" title="The log was tampered with">
      {report.firstBad
        ? `The first bad event is #${report.firstBad.sequence}: ${report.firstBad.problem}.`
        : "The chain of hashes does not hold."}
    </Notice>
  );
}
