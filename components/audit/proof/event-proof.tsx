"use client";

import { Download, Stamp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { EventProof as Proof } from "@/lib/audit/checkpoints/prove-event";
import { flag, listOf, number, object, text } from "../../http/answer-shape";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { SectionCard } from "../../ui/card";
import { Notice } from "../../ui/notice";

/** Few readers have an event proven, so the words for that come with the proof. */
const ProofOutcome = dynamic(() => import("./proof-outcome").then((module) => module.ProofOutcome));

const eventProof = object<Proof>({
  sequence: number,
  hash: text,
  inclusion: listOf(text),
  checkpoint: object<Proof["checkpoint"]>({ size: number, root: text, time: text, keyId: text, note: text }),
  publicKey: text,
  holds: flag,
});

interface EventProofProps {
  id: string;
  /** The events' address under `/api`. */
  apiPath: string;
}

/** Proves that an event is part of the signed log. */
export function EventProof({ id, apiPath }: EventProofProps) {
  const [busy, setBusy] = useState(false);
  const [proof, setProof] = useState<Proof | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function prove() {
    setBusy(true);
    setProof(null);
    setProblem(null);
    const answer = await sendRequest("GET", `${apiPath}/${id}/proof`, { answer: eventProof });
    setBusy(false);
    if (answer.ok) setProof(answer.data);
    else setProblem(answer.problem);
  }

  return (
    <SectionCard
      title="Proof"
      description="That this event stands in the log as it was recorded can be shown without showing any other."
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" busy={busy} onClick={() => void prove()}>
            {busy ? null : <Stamp aria-hidden />}
            Prove this event
          </Button>
          <a
            href={`${apiPath}/export?format=ndjson&proof=1&event=${id}`}
            download={`audit-event-${id}.ndjson`}
            className={buttonVariants({ variant: "outline" })}
          >
            <Download aria-hidden />
            Download proof
          </a>
        </div>
        <div role="status" className="flex flex-col gap-3 empty:hidden">
          {problem ? (
            <Notice
              tone="bad"
              title={problem.code === "conflict" ? "This event can’t be proven" : problem.title}
            >
              {problemText(problem)}
            </Notice>
          ) : null}
          {proof ? <ProofOutcome proof={proof} /> : null}
        </div>
      </div>
    </SectionCard>
  );
}
