import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { validate as isUuid } from "uuid";
import { flowKindOf } from "@/components/audit/event/event-links";
import { EventPage } from "@/components/audit/event/event-page";
import { eventSentence } from "@/components/audit/event/sentence";
import { EventProof } from "@/components/audit/proof/event-proof";
import { readAuditEvent } from "@/lib/audit/read-event";
import { requireWorkspace } from "@/lib/bff/page-access";
import { agentKindOf, agentNames } from "@/lib/mirror/mirror-agents";

interface WorkspaceEventPageProps {
  params: Promise<{ workspace: string; event: string }>;
}

/** Title and page need the same event. What the reader may not see is as good as not there. */
const readPage = cache(async (slug: string, id: string) => {
  const access = await requireWorkspace(slug, "audit.read_flows");
  const flowEventsOnly = !access.may("audit.read_all");
  const event = isUuid(id) ? await readAuditEvent(access.workspace.id, id, flowEventsOnly) : null;
  if (event === null) notFound();
  return { access, event };
});

export async function generateMetadata({ params }: WorkspaceEventPageProps): Promise<Metadata> {
  const { workspace, event: id } = await params;
  return { title: eventSentence((await readPage(workspace, id)).event) };
}

export default async function WorkspaceEventPage({ params }: WorkspaceEventPageProps) {
  const { workspace: slug, event: id } = await params;
  const { access, event } = await readPage(slug, id);
  const { workspace, may } = access;
  const kind = flowKindOf(event);
  const names = kind ? await agentNames(workspace.id, agentKindOf(kind)) : new Map<string, string>();
  const logPath = `/${workspace.slug}/audit`;
  return (
    <EventPage
      event={event}
      context={{
        logPath,
        flowsPath: `/${workspace.slug}`,
        mayRestore: kind !== null && may(`${kind}.update`),
      }}
      crumbs={[
        { href: `/${workspace.slug}`, label: workspace.name },
        { href: logPath, label: "Audit log" },
      ]}
      names={Object.fromEntries(names)}
      proof={
        may("audit.verify") ? (
          <EventProof id={event.id} apiPath={`/api/workspaces/${workspace.slug}/audit-events`} />
        ) : null
      }
    />
  );
}
