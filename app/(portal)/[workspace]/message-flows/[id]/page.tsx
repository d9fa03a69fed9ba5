import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FlowHistory } from "@/components/flows/history/flow-history";
import { FlowPage } from "@/components/flows/page/flow-page";
import { MessageFlowDetails } from "@/components/flows/page/message-flow-details";
import { oneOf, type SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import { listOpenChanges } from "@/lib/changes/list-changes";
import { isCallFlow } from "@/lib/flows/flow";
import { listRevisions } from "@/lib/mirror/list-revisions";
import { loadFlow } from "@/lib/mirror/load-flow";
import { agentNames } from "@/lib/mirror/mirror-agents";

interface MessageFlowPageProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<SearchParams>;
}

/** Title and page need the same flow: the upstream is asked once for both. */
const readPage = cache(async (slug: string, id: string) => {
  const access = await requireWorkspace(slug, "message_flow.read");
  return { access, loaded: await loadFlow(access.workspace, "message_flow", id) };
});

export async function generateMetadata({ params }: MessageFlowPageProps): Promise<Metadata> {
  const { workspace, id } = await params;
  const { loaded } = await readPage(workspace, id);
  return { title: loaded?.flow.name || "Message flow" };
}

export default async function MessageFlowPage({ params, searchParams }: MessageFlowPageProps) {
  const { workspace: slug, id } = await params;
  const { access, loaded } = await readPage(slug, id);
  if (loaded === null || isCallFlow(loaded.flow)) notFound();
  const { workspace, may } = access;
  const mayEdit = may("message_flow.update");
  const [revisions, open, agents] = await Promise.all([
    listRevisions(workspace.id, "message_flow", id, { limit: 20 }),
    may("change.read") ? listOpenChanges(workspace.id) : [],
    agentNames(workspace.id, "omni"),
  ]);
  const agentName = (loaded.flow.agent && agents.get(loaded.flow.agent)) || null;
  const settings = { slug: workspace.slug, requireReason: workspace.requireReason };
  return (
    <FlowPage
      kind="message_flow"
      workspace={workspace}
      flow={loaded.flow}
      asOf={loaded.asOf}
      problem={loaded.problem}
      openChanges={open.filter((change) => change.flowId === id)}
      tab={oneOf(await searchParams, "tab") === "history" ? "history" : "details"}
      details={
        <MessageFlowDetails
          workspace={settings}
          flow={loaded.flow}
          etag={loaded.etag}
          agentName={agentName}
          mayEdit={mayEdit}
        />
      }
      history={
        <FlowHistory
          key={loaded.revision}
          apiPath={`/api/workspaces/${workspace.slug}/message-flows/${id}`}
          etag={loaded.etag}
          mayRestore={mayEdit}
          requireReason={workspace.requireReason}
          first={revisions}
        />
      }
    />
  );
}
