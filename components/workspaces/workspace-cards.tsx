import { MessagesSquare, Phone } from "lucide-react";
import { roleLabel } from "@/lib/identity/roles";
import type { Health } from "@/lib/workspaces/health";
import { WorkspaceMark } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { GivenName } from "../ui/given-name";
import { HealthBadge } from "./health-badge";

interface WorkspaceCard {
  slug: string;
  name: string;
  colour: number;
  role: string;
  upstream: string;
  health: { state: Health };
}

/** The workspaces a person is a member of. */
export function WorkspaceCards({ workspaces }: { workspaces: WorkspaceCard[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {workspaces.map(({ slug, name, colour, role, upstream, health }) => (
        <li
          key={slug}
          className="flex flex-col rounded-lg border bg-card shadow-xs transition-shadow hover:shadow-md"
        >
          <AppLink
            href={`/${slug}/call-flows`}
            className="flex items-center gap-3 rounded-t-lg px-4 pt-4 pb-3"
          >
            <WorkspaceMark name={name} colour={colour} className="size-9 text-sm" />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">
                <GivenName>{name}</GivenName>
              </span>
              <span className="block truncate text-sm text-muted-foreground">
                {roleLabel(role)} · {upstream}
              </span>
            </span>
          </AppLink>
          <div className="px-4 pb-4">
            <HealthBadge state={health.state} />
          </div>
          <div className="mt-auto flex divide-x border-t text-sm">
            <AppLink
              href={`/${slug}/call-flows`}
              aria-label={`Call flows of ${name}`}
              className="flex flex-1 items-center justify-center gap-2 rounded-bl-lg py-2 hover:bg-muted"
            >
              <Phone aria-hidden className="size-3.5 text-muted-foreground" />
              Call flows
            </AppLink>
            <AppLink
              href={`/${slug}/message-flows`}
              aria-label={`Message flows of ${name}`}
              className="flex flex-1 items-center justify-center gap-2 rounded-br-lg py-2 hover:bg-muted"
            >
              <MessagesSquare aria-hidden className="size-3.5 text-muted-foreground" />
              Message flows
            </AppLink>
          </div>
        </li>
      ))}
    </ul>
  );
}
