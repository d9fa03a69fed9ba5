import type { Metadata } from "next";
import { FlowList } from "@/components/flows/list/flow-list";
import { flowListQuery } from "@/components/flows/list/flow-list-query";
import { paramPairs, type SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import { loadFlowList } from "@/lib/mirror/flow-lists";
import { agentNames } from "@/lib/mirror/pickers";

export const metadata: Metadata = { title: "Message flows" };

interface MessageFlowsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function MessageFlowsPage({ params, searchParams }: MessageFlowsPageProps) {
  const { workspace, may } = await requireWorkspace((await params).workspace, "message_flow.read");
  const sent = await searchParams;
  const query = flowListQuery(sent);
  const list = await loadFlowList(workspace, "message_flow", query);
  // After the list: a first sync also learns the agents' names.
  const names = await agentNames(workspace.id, "omni");
  return (
    <FlowList
      kind="message_flow"
      workspace={workspace}
      query={query}
      params={paramPairs(sent)}
      mayCreate={may("message_flow.create")}
      agents={[...names].map(([id, name]) => ({ id, name }))}
      list={list}
    />
  );
}
