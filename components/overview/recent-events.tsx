import { AppLink } from "../ui/app-link";
import { SectionCard } from "../ui/card";
import { EventLines, type EventLinesProps } from "./event-lines";

/** What happened to flows lately in all workspaces. */
export function RecentEvents(props: EventLinesProps) {
  return (
    <SectionCard
      title="Lately"
      actions={
        <AppLink href="/activity" className="rounded-sm text-sm font-medium text-link hover:underline">
          All activity
        </AppLink>
      }
    >
      {props.events.length === 0 ? (
        <p className="text-sm text-muted-foreground">Nobody has changed a flow yet.</p>
      ) : (
        <EventLines {...props} />
      )}
    </SectionCard>
  );
}
