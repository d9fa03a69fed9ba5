import { ArrowRight } from "lucide-react";
import type { KnownNames } from "@/components/flows/diff/value-text";
import type { AuditEventView } from "@/lib/audit/event";
import { ChangeList } from "../../flows/diff/change-list";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { EventFacts, isBeginning } from "../event/event-facts";
import { eventPath } from "../event/event-links";
import { RawDisclosure } from "../event/raw-disclosure";

interface EventDetailsProps {
  event: AuditEventView;
  /** The log's own address, under which every event has its page. */
  logPath: string;
  /** The address under which the workspace's flows are; null in the portal's own log. */
  flowsPath: string | null;
  /** Names of agents, where they are known. */
  names?: KnownNames;
}

/** Everything recorded about one event, opened within the list. */
export function EventDetails({ event, logPath, flowsPath, names }: EventDetailsProps) {
  return (
    <div className="flex flex-col gap-4 border-t bg-muted/40 px-4 py-4 sm:pl-9">
      <EventFacts event={event} flowsPath={flowsPath} />
      {event.changes.length > 0 ? (
        <div className="border-t pt-4">
          <ChangeList
            changes={event.changes}
            initial={isBeginning(event.action)}
            {...(names ? { names } : {})}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-3 border-t pt-4">
        <div className="min-w-0 flex-1 basis-72">
          <RawDisclosure event={event} />
        </div>
        <AppLink
          href={eventPath({ logPath }, event)}
          className={buttonVariants({ variant: "outline", size: "sm" })}
        >
          Event&rsquo;s own page
          <ArrowRight aria-hidden />
        </AppLink>
      </div>
    </div>
  );
}
