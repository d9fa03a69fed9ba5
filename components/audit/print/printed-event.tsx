import type { AuditEventView } from "@/lib/audit/event";
import { OUTCOMES } from "@/lib/audit/events/outcomes";
import { ChangeList } from "../../flows/diff/change-list";
import type { KnownNames } from "../../flows/diff/value-text";
import { isBeginning } from "../event/event-facts";
import { eventSentence } from "../event/sentence";

interface PrintedEventProps {
  event: AuditEventView;
  /** The time of day to print. */
  time: string;
  zone: string;
  names: KnownNames;
}

/** One event on paper: time, sentence, reason and each field's change. An event that fits on one sheet is not split. */
export function PrintedEvent({ event, time, zone, names }: PrintedEventProps) {
  const { sequence, occurredAt, outcome, reason, actor, request, changes, integrity } = event;
  const who = [actor.email, actor.role, request?.ip].filter(Boolean).join(", ");
  return (
    <li className="break-inside-avoid border-t py-3">
      <p className="font-medium wrap-anywhere">
        <time dateTime={occurredAt} className="mr-2 font-mono text-xs">
          {time}
        </time>
        {eventSentence(event, zone)}
      </p>
      <p className="text-xs wrap-anywhere text-muted-foreground">
        #{sequence}, {OUTCOMES[outcome].label.toLowerCase()}
        {who ? `, ${who}` : ""}, <span className="font-mono">{integrity.hash.slice(0, 16)}…</span>
      </p>
      {reason ? <p className="mt-1 text-sm wrap-anywhere">Why: {reason}</p> : null}
      {changes.length > 0 ? (
        <div className="mt-2 sm:pl-6">
          <ChangeList changes={changes} initial={isBeginning(event.action)} names={names} />
        </div>
      ) : null}
    </li>
  );
}
