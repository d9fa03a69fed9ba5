import type { AuditEventView } from "@/lib/audit/event";
import { ActorMark } from "../audit/event/actor-mark";
import { eventMark } from "../audit/event/event-mark";
import { OutcomeBadge } from "../audit/event/outcome-badge";
import { sentenceParts } from "../audit/event/sentence";
import { WorkspaceInLine } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { GivenName } from "../ui/given-name";
import { TimeAgo } from "../ui/time-ago";

export interface EventLinesProps {
  events: AuditEventView[];
  /** The workspaces of their reader. */
  workspaces: readonly { id: string; slug: string; name: string; colour: number }[];
  /** The zone in which their reader reads times; null for that of the browser. */
  zone: string | null;
}

/** Events of several workspaces as sentences that lead to their pages, each with its workspace. */
export function EventLines({ events, workspaces, zone }: EventLinesProps) {
  const known = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
  return (
    <ul className="-my-2.5 divide-y">
      {events.map((event) => {
        const workspace = known.get(event.workspaceId ?? "");
        return workspace ? (
          <EventLine key={event.id} event={event} workspace={workspace} zone={zone} />
        ) : null;
      })}
    </ul>
  );
}

interface EventLineProps extends Pick<EventLinesProps, "zone"> {
  event: AuditEventView;
  workspace: EventLinesProps["workspaces"][number];
}

function EventLine({ event, workspace, zone }: EventLineProps) {
  return (
    <li data-row className="flex gap-2.5 py-2.5 text-sm">
      <ActorMark actor={event.actor} />
      <div className="min-w-0 flex-1">
        <AppLink
          data-row-link
          href={`/${workspace.slug}/audit/${event.id}`}
          className="rounded-sm text-muted-foreground wrap-anywhere hover:text-foreground hover:underline"
        >
          {sentenceParts(event, zone).map(({ text, isName }, place) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts are fixed and have no other identity.
              key={place}
              className={isName ? "font-medium text-foreground" : undefined}
            >
              {isName ? <GivenName>{text}</GivenName> : text}
            </span>
          ))}
        </AppLink>
        {/* Where the line has room, it stands beside the sentence. */}{" "}
        <OutcomeBadge mark={eventMark(event)} className="mt-1" />
        <p className="mt-0.5 flex items-center justify-between gap-3 text-muted-foreground">
          <WorkspaceInLine workspace={workspace} />
          <span className="shrink-0">
            <TimeAgo at={event.occurredAt} />
          </span>
        </p>
      </div>
    </li>
  );
}
