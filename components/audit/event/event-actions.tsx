import type { AuditEventView } from "@/lib/audit/event";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { DayLink } from "./day-link";
import { type EventContext, eventLinks } from "./event-links";

interface EventActionsProps {
  event: AuditEventView;
  context: EventContext;
}

const LINK = "text-link underline-offset-4 hover:underline wrap-anywhere";

/** What a reader may do with the flow of an event: open it, compare its versions, restore one. */
export function FlowActions({ event, context }: EventActionsProps) {
  return eventLinks(event, context)
    .filter(({ isAction }) => isAction)
    .map(({ label, href }) => (
      <AppLink key={label} href={href} className={buttonVariants({ variant: "outline", size: "sm" })}>
        {label}
      </AppLink>
    ));
}

/** The ways from an event to those around it. */
export function AroundLinks({ event, context }: EventActionsProps) {
  const { id, name } = event.actor;
  const links = eventLinks(event, context).filter(({ isAction }) => !isAction);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs empty:hidden">
      {id ? (
        <li>
          <DayLink logPath={context.logPath} actor={{ id, name }} at={event.occurredAt} className={LINK} />
        </li>
      ) : null}
      {links.map(({ label, href }) => (
        <li key={label}>
          <AppLink href={href} className={LINK}>
            {label}
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
