"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { RawEvent } from "./raw-event";

/**
 * What proves an event, behind a line that opens: its hashes and the raw record. The text is rendered only when the
 * line is opened, since a page shows many events.
 */
export function ProofDisclosure({ event, children }: { event: AuditEventView; children?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(toggle) => setOpen(toggle.currentTarget.open)} className="group/raw">
      <summary className="flex min-h-6 w-fit list-none items-center gap-1.5 rounded-md text-xs text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/raw:rotate-90" />
        Proof: hash, raw event
      </summary>
      {open ? (
        <div className="mt-2 flex flex-col gap-3">
          <dl className="text-xs">
            <dt className="text-muted-foreground">Hash</dt>
            <dd className="font-mono wrap-anywhere">{event.integrity.hash}</dd>
            <dt className="mt-1.5 text-muted-foreground">Hash of the event before</dt>
            <dd className="font-mono wrap-anywhere">{event.integrity.previousHash}</dd>
          </dl>
          {children}
          <RawEvent event={event} />
        </div>
      ) : null}
    </details>
  );
}
