import type { Metadata } from "next";
import { FlowList } from "@/components/flows/list/flow-list";
import { flowListQuery } from "@/components/flows/list/flow-list-query";
import { paramPairs, type SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import { loadFlowList } from "@/lib/mirror/load-flow-list";

export const metadata: Metadata = { title: "Call flows" };

interface CallFlowsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function CallFlowsPage({ params, searchParams }: CallFlowsPageProps) {
  const { workspace, may } = await requireWorkspace((await params).workspace, "call_flow.read");
  const sent = await searchParams;
  const query = flowListQuery(sent);
  return (
    <FlowList
      kind="call_flow"
      workspace={workspace}
      query={query}
      params={paramPairs(sent)}
      mayCreate={may("call_flow.create")}
      list={await loadFlowList(workspace, "call_flow", query)}
    />
  );
}
