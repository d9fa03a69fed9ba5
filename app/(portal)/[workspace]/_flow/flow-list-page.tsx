import { FlowList } from "@/components/flows/list/flow-list";
import { flowListQuery } from "@/components/flows/list/flow-list-query";
import { paramPairs, type SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import type { FlowKind } from "@/lib/flows/model/flow";
import { agentKindOf, agentNames } from "@/lib/mirror/pickers";
import { loadFlowList } from "@/lib/sync/shared-reads";

export interface FlowListPageParams {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** The page that lists a workspace's flows of one kind. */
export async function FlowListPage({ kind, params, searchParams }: FlowListPageParams & { kind: FlowKind }) {
  const { workspace, may, user } = await requireWorkspace((await params).workspace, `${kind}.read`);
  const sent = await searchParams;
  const query = flowListQuery(sent);
  const list = await loadFlowList(workspace, kind, query, user.id);
  // After the list: a first sync also learns the agents' names.
  const names = await agentNames(workspace.id, agentKindOf(kind));
  // The upstream can't switch message flows (quirk Q25).
  const maySwitch = kind === "call_flow" && may("call_flow.update");
  return (
    <FlowList
      kind={kind}
      workspace={workspace}
      query={query}
      params={paramPairs(sent)}
      mayCreate={may(`${kind}.create`)}
      mayReplaceKey={may("api_key.set")}
      bulk={maySwitch ? { requireReason: workspace.requireReason } : null}
      agents={[...names].map(([id, name]) => ({ id, name }))}
      list={list}
    />
  );
}
