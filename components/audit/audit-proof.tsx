"use client";

import { Download, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { type Problem, problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { Notice } from "../ui/notice";

interface ChainReport {
  events: number;
  ok: boolean;
  firstBad: { sequence: number; problem: string } | null;
  head: { sequence: number; hash: string } | null;
}

interface AuditProofProps {
  /** The events' address under `/api`. */
  apiPath: string;
  /** Links to exports of what the list shows. */
  exports: { label: string; href: string; title: string }[];
}

/** Verifies the log (the server re-derives the whole chain of hashes) and exports it. */
export function AuditProof({ apiPath, exports }: AuditProofProps) {
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
    <div className="mb-5 flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="sm" busy={busy} onClick={() => void verify()}>
          {busy ? null : <ShieldCheck aria-hidden />}
          Verify
        </Button>
        {exports.map(({ label, href, title }) => (
          <a
            key={label}
            href={href}
            title={title}
            download
            className={buttonVariants({ variant: "outline", size: "sm" })}
          >
            <Download aria-hidden />
            {label}
          </a>
        ))}
      </div>
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
