import { Files } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { DuplicateDialog } from "@/components/flows/duplicate/duplicate-dialog";
import { ExportButton } from "@/components/flows/files/export-button";
import { CommentedEvents } from "@/components/flows/history/commented-events";
import { FlowHistory } from "@/components/flows/history/flow-history";
import { FlowDetails, FlowPage, FlowWarnings } from "@/components/flows/page/flow-page";
import { UnreadFlow } from "@/components/flows/page/unread-flow";
import { WatchButton } from "@/components/flows/page/watch-button";
import { oneOf, type SearchParams } from "@/components/lists/list-address";
import { CopiesCard } from "@/components/transfers/links/copies-card";
import { copyHref } from "@/components/transfers/words/copy-address";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { lastChangesOf } from "@/lib/audit/search/last-changes";
import { requireWorkspace, type WorkspaceAccess } from "@/lib/bff/page-access";
import { listOpenChanges } from "@/lib/changes/journal";
import { commentedEvents } from "@/lib/comments/flow-comments";
import { type FlowKind, flowKindLabel, flowPathSegment, isCallFlow } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { agentKindOf, agentNames } from "@/lib/mirror/pickers";
import { listRevisions } from "@/lib/mirror/revisions";
import { isWatched } from "@/lib/notices/watch-flow";
import { loadFlow } from "@/lib/sync/load-flow";
import { type FlowLinks, linksOfFlow } from "@/lib/transfers/flow-links";
import { mayCopyFrom } from "./may-copy";

export interface FlowPageParams {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<SearchParams>;
}

/** Reads a flow once for both the page and its title, so that one view costs one upstream request. */
const readPage = cache(async (kind: FlowKind, slug: string, id: string) => {
  const access = await requireWorkspace(slug, `${kind}.read`);
  const loaded = await loadFlow(access.workspace, kind, id, access.user.id);
  if (loaded === null) notFound();
  if (loaded.flow !== null && isCallFlow(loaded.flow) !== (kind === "call_flow")) notFound();
  return { access, loaded };
});

/** Returns the page's title: the flow's name. */
export async function flowMetadata(
  kind: FlowKind,
  { params }: Pick<FlowPageParams, "params">,
): Promise<Metadata> {
  const { workspace, id } = await params;
  const { loaded } = await readPage(kind, workspace, id);
  const name = loaded.flow === null ? loaded.listed?.name : loaded.flow.name;
  return { title: name || flowKindLabel(kind) };
}

/** The page's contents beside the flow itself. */
async function readSurroundings(kind: FlowKind, access: WorkspaceAccess, id: string) {
  const { user, workspace, may } = access;
  const [revisions, open, agents, lastChanges, watched, commented, links] = await Promise.all([
    listRevisions(workspace.id, kind, id, { limit: 20 }),
    may("change.read") ? listOpenChanges(workspace.id) : [],
    agentNames(workspace.id, agentKindOf(kind)),
    lastChangesOf(workspace.id, kind, [id]),
    isWatched({ userId: user.id, workspaceId: workspace.id, kind, flowId: id }),
    commentedEvents(workspace.id, kind, id),
    linksOfFlow(access, { workspaceId: workspace.id, kind, id }),
  ]);
  return {
    revisions,
    open: open.filter((change) => change.flowId === id),
    agents,
    watched,
    commented,
    links,
    lastChange: lastChanges.get(id) ?? null,
  };
}

/** The page of a flow of either kind. */
export async function OneFlowPage({ kind, params, searchParams }: FlowPageParams & { kind: FlowKind }) {
  const { workspace: slug, id } = await params;
  const { access, loaded } = await readPage(kind, slug, id);
  const { user, workspace, may } = access;
  if (loaded.flow === null) {
    return (
      <UnreadFlow kind={kind} workspace={workspace} id={id} {...loaded} mayReplaceKey={may("api_key.set")} />
    );
  }
  const { flow, etag } = loaded;
  const mayEdit = may(`${kind}.update`);
  const { revisions, open, agents, lastChange, watched, commented, links } = await readSurroundings(
    kind,
    access,
    id,
  );
  const { requireReason } = workspace;
  const apiPath = `/api/workspaces/${workspace.slug}/${flowPathSegment(kind)}/${id}`;
  const agentName = (flow.agent && agents.get(flow.agent)) || null;
  return (
    <FlowPage
      kind={kind}
      workspace={workspace}
      flow={flow}
      agentName={agentName}
      lastChange={lastChange}
      versions={loaded.revision}
      asOf={loaded.asOf}
      problem={loaded.problem}
      openChanges={open}
      tab={oneOf(await searchParams, "tab") === "history" ? "history" : "details"}
      actions={
        <>
          <WatchButton apiPath={apiPath} watched={watched} />
          {may(`${kind}.create`) ? (
            <DuplicateDialog
              workspaceSlug={workspace.slug}
              kind={kind}
              flow={{ id, name: flow.name, direction: flow.direction }}
              requireReason={requireReason}
            />
          ) : null}
          {mayCopyFrom(access, kind) ? (
            <AppLink
              href={copyHref({ from: workspace.slug, kind, ids: [id] })}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              <Files aria-hidden />
              Copy to workspaces…
            </AppLink>
          ) : null}
          <ExportButton
            list={{ workspace: workspace.slug, kind, flows: [{ id, name: flow.name }] }}
            label="Export as a file"
            icon
          />
        </>
      }
      warnings={
        <>
          <FlowWarnings flow={flow} />
          <Copies access={access} kind={kind} id={id} links={links} />
        </>
      }
      details={
        <FlowDetails
          workspace={{ slug: workspace.slug, requireReason }}
          userId={user.id}
          flow={flow}
          etag={etag}
          drift={loaded.drift}
          agentName={agentName}
          mayEdit={mayEdit}
        />
      }
      history={
        <>
          <CommentedEvents events={commented} logPath={`/${workspace.slug}/audit`} />
          <FlowHistory
            key={loaded.revision}
            apiPath={apiPath}
            etag={etag}
            mayRestore={mayEdit}
            requireReason={requireReason}
            first={revisions}
          />
        </>
      }
    />
  );
}

/** Where the flow came from and went, with the ways that bring what is behind up to date. */
function Copies(props: { access: WorkspaceAccess; kind: FlowKind; id: string; links: FlowLinks }) {
  const { access, kind, id, links } = props;
  const { workspace, workspaces } = access;
  const mayWrite = new Set(
    openWorkspaces(access, [`${kind}.create`, `${kind}.update`]).map(({ slug }) => slug),
  );
  const behind = links.to.filter((end) => end.behind > 0 && mayWrite.has(end.workspace));
  const { from } = links;
  const isBehind = from !== null && from.behind > 0 && mayWrite.has(workspace.slug);
  return (
    <CopiesCard
      links={links}
      names={Object.fromEntries(workspaces.map(({ slug, name, colour }) => [slug, { name, colour }]))}
      update={
        behind.length > 0
          ? copyHref({
              from: workspace.slug,
              kind,
              ids: [id],
              to: [...new Set(behind.map((end) => end.workspace))],
            })
          : null
      }
      pull={isBehind ? copyHref({ from: from.workspace, kind, ids: [from.id], to: [workspace.slug] }) : null}
    />
  );
}
