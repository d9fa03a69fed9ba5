import type { Metadata } from "next";
import { cache } from "react";
import { LogEvent, requireEvent } from "@/app/(portal)/_audit/log-event";
import { workspaceLog } from "@/app/(portal)/_audit/log-place";
import { flowKindOf } from "@/components/audit/event/event-links";
import { eventSentence } from "@/components/audit/event/sentence";
import { CommentPanel } from "@/components/comments/comment-panel";
import { requireWorkspace } from "@/lib/bff/page-access";
import { agentKindOf, agentNames } from "@/lib/mirror/pickers";

interface WorkspaceEventPageProps {
  params: Promise<{ workspace: string; event: string }>;
}

/** Reads an event once for both the page and its title. */
const readPage = cache(async (slug: string, id: string) => {
  const access = await requireWorkspace(slug, "audit.read_flows");
  const log = workspaceLog(access.workspace);
  const event = await requireEvent(log, id, !access.may("audit.read_all"));
  return { ...access, log, event };
});

export async function generateMetadata({ params }: WorkspaceEventPageProps): Promise<Metadata> {
  const { workspace, event: id } = await params;
  return { title: eventSentence((await readPage(workspace, id)).event, null) };
}

export default async function WorkspaceEventPage({ params }: WorkspaceEventPageProps) {
  const { workspace: slug, event: id } = await params;
  const { workspace, may, log, event } = await readPage(slug, id);
  const kind = flowKindOf(event);
  const names = kind ? await agentNames(workspace.id, agentKindOf(kind)) : new Map<string, string>();
  const mayRestore = kind !== null && may(`${kind}.update`);
  return (
    <LogEvent
      log={log}
      event={event}
      context={{ flowsPath: `/${workspace.slug}`, mayRestore }}
      names={Object.fromEntries(names)}
      comments={<CommentPanel apiPath={`/api/workspaces/${workspace.slug}`} eventId={event.id} />}
      mayVerify={may("audit.verify")}
      flowEventsOnly={!may("audit.read_all")}
    />
  );
}
