"use client";

import { ChevronRight } from "lucide-react";
import type { EventProof } from "@/lib/audit/checkpoints/prove-event";
import { CopyButton } from "../../ui/copy-button";

/** The proof itself, to recompute it: from the event's hash up to the signed root. */
export function ProofPath({ proof: { hash, inclusion, checkpoint } }: { proof: EventProof }) {
  return (
    <details className="group/path text-sm">
      <summary className="flex w-fit list-none items-center gap-1.5 rounded-md font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open/path:rotate-90"
        />
        The path to the root
      </summary>
      <dl className="mt-2 flex flex-col gap-2">
        <Hash label="This event" value={hash} />
        {inclusion.map((value, step) => (
          <Hash key={value} label={`Beside it, step ${step + 1}`} value={value} />
        ))}
        <Hash label="The signed root" value={checkpoint.root} />
      </dl>
      <div className="mt-3 flex items-start gap-1 rounded-md bg-muted py-1 pr-1 pl-3">
        <pre className="min-w-0 flex-1 py-1.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {checkpoint.note}
        </pre>
        <CopyButton text={checkpoint.note} label="Copy the checkpoint" />
      </div>
    </details>
  );
}

function Hash({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="font-mono text-xs wrap-anywhere">{value}</dd>
    </div>
  );
}
