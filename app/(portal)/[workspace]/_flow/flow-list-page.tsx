import { FlowList } from "@/components/flows/list/flow-list";
import { flowListQuery } from "@/components/flows/list/flow-list-query";
import { viewTabs } from "@/components/flows/list/view-tabs";
import { paramPairs, type SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import type { FlowKind } from "@/lib/flows/model/flow";
import { countFlowsOfEach } from "@/lib/mirror/flow-filter";
import { agentKindOf, agentNames, usedFolders } from "@/lib/mirror/pickers";
import { loadFlowList } from "@/lib/sync/shared-reads";
import { copiesFor } from "@/lib/transfers/listed-copies";
import { listSavedViews, viewsSegment } from "@/lib/views/saved-views";
import { mayCopyFrom } from "./may-copy";

export interface FlowListPageParams {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** The page that lists a workspace's flows of one kind. */
export async function FlowListPage({ kind, params, searchParams }: FlowListPageParams & { kind: FlowKind }) {
  const access = await requireWorkspace((await params).workspace, `${kind}.read`);
  const { workspace, workspaces, may, user } = access;
  const sent = await searchParams;
  const query = flowListQuery(sent);
  const copies = copiesFor(access, kind);
  const list = await loadFlowList(workspace, kind, query, copies, user.id);
  // After the list: a first sync also learns the names of agents and folders.
  const [names, folders, views] = await Promise.all([
    agentNames(workspace.id, agentKindOf(kind)),
    kind === "call_flow" ? usedFolders(workspace.id) : [],
    listSavedViews({ userId: user.id, chain: workspace.id, list: kind }),
  ]);
  const tabs = viewTabs(views);
  const [numberOfCopies = 0, ...counts] = await countFlowsOfEach(
    workspace.id,
    kind,
    [{ copy: "any" }, ...tabs.map((tab) => tab.query)],
    copies,
  );
  // The upstream can't switch message flows (quirk Q25).
  const maySwitch = kind === "call_flow" && may("call_flow.update");
  const mayCopy = mayCopyFrom(access, kind);
  const mayUpdate = numberOfCopies > 0 && may(`${kind}.create`) && may(`${kind}.update`);
  return (
    <FlowList
      kind={kind}
      workspace={workspace}
      query={query}
      params={paramPairs(sent)}
      mayCreate={may(`${kind}.create`)}
      mayReplaceKey={may("api_key.set")}
      bulk={{ switching: maySwitch ? { requireReason: workspace.requireReason } : null, mayCopy, mayUpdate }}
      agents={[...names].map(([id, name]) => ({ id, name }))}
      folders={folders}
      hasCopies={numberOfCopies > 0}
      names={Object.fromEntries(workspaces.map(({ slug, name, colour }) => [slug, { name, colour }]))}
      views={{
        ...{ tabs, counts, views },
        viewsPath: `/api/workspaces/${workspace.slug}/${viewsSegment(kind)}`,
        mayShare: may(`${kind}.update`),
        mayTidy: may("workspace.update"),
      }}
      list={list}
    />
  );
}
