"use client";

import type { EventProof as Proof } from "@/lib/audit/checkpoints/prove-event";
import { Notice } from "../../ui/notice";
import { useReaderZone } from "../../ui/reader-zone";
import { coveredWords } from "./chain-words";
import { ProofPath } from "./proof-path";

/** Says whether an event's proof holds, and shows the way from the event to what was signed. */
export function ProofOutcome({ proof }: { proof: Proof }) {
  const zone = useReaderZone();
  if (!proof.holds)
    return (
      <Notice tone="bad" title="The proof does not hold">
        The event’s path does not lead to what was signed: this event, or one beside it, was changed. Verify
        the log to see where.
      </Notice>
    );
  return (
    <>
      <Notice tone="good" title={`Event #${proof.sequence} is part of the signed log`}>
        {coveredWords(proof, zone)}
      </Notice>
      <ProofPath proof={proof} />
    </>
  );
}
