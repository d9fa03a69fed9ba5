import { MessageSquareText } from "lucide-react";
import type { AuditEventView } from "@/lib/audit/event";
import { ChangeList } from "../../flows/diff/change-list";
import type { KnownNames } from "../../flows/diff/value-text";
import { Notice } from "../../ui/notice";
import { isBeginning } from "./event-facts";
import { eventMark } from "./event-mark";
import { faultWords } from "./sentence";

/** What failed and why; nothing for an event that was carried out. */
export function EventFault({ event }: { event: AuditEventView }) {
  const words = faultWords(event);
  const mark = eventMark(event);
  if (words === null || mark === null) return null;
  return (
    <Notice tone={mark.tone} title={words} className="wrap-anywhere">
      {event.upstream?.error ?? null}
    </Notice>
  );
}

/** The author's reason, in their own words. */
export function EventReason({ reason }: { reason: string | null }) {
  if (!reason) return null;
  return (
    <p className="flex gap-2 text-sm">
      <MessageSquareText aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <span className="sr-only">Reason: </span>
      <span className="min-w-0 wrap-anywhere">“{reason}”</span>
    </p>
  );
}

/** Every value that an event changed. */
export function EventChanges({ event, names }: { event: AuditEventView; names?: KnownNames | undefined }) {
  if (event.changes.length === 0) return null;
  return (
    <ChangeList changes={event.changes} initial={isBeginning(event.action)} {...(names ? { names } : {})} />
  );
}
