"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { AuditEventView } from "@/lib/audit/event";
import { RawEvent } from "./raw-event";

/**
 * The raw event behind a line that opens. The text is rendered only when the line is opened, since a page shows many
 * events.
 */
export function RawDisclosure({ event }: { event: AuditEventView }) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(toggle) => setOpen(toggle.currentTarget.open)} className="group/raw">
      <summary className="flex w-fit list-none items-center gap-1.5 rounded-md text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted-foreground transition-transform group-open/raw:rotate-90"
        />
        Raw event
      </summary>
      {open ? (
        <div className="mt-2">
          <RawEvent event={event} />
        </div>
      ) : null}
    </details>
  );
}
