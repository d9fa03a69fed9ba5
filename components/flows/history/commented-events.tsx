import { MessageSquare } from "lucide-react";
import type { CommentedEvent } from "@/lib/comments/flow-comments";
import { AppLink } from "../../ui/app-link";
import { GivenName } from "../../ui/given-name";
import { TimeAgo } from "../../ui/time-ago";

interface CommentedEventsProps {
  events: CommentedEvent[];
  /** The workspace's log. */
  logPath: string;
}

/** The changes of a flow that somebody has commented, above its history; nothing for none. */
export function CommentedEvents({ events, logPath }: CommentedEventsProps) {
  if (events.length === 0) return null;
  return (
    <section aria-label="Comments" className="mb-4 rounded-lg border bg-card px-4 py-3">
      <h2 className="text-sm font-semibold">Comments</h2>
      <ul className="mt-1 divide-y">
        {events.map(({ eventId, comments, lastAt, lastBy }) => (
          <li key={eventId} className="flex items-start gap-2 py-2 text-sm">
            <MessageSquare aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <AppLink
              href={`${logPath}/${eventId}#comments`}
              className="min-w-0 rounded-sm text-link wrap-anywhere hover:underline"
            >
              {comments === 1 ? "1 comment" : `${comments} comments`} on a change, the last one by{" "}
              <GivenName>{lastBy}</GivenName> <TimeAgo at={lastAt} />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
