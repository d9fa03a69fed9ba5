import { FileUp, MessagesSquare, Phone, Plus, SearchX } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import type { FlowListItem } from "@/lib/mirror/flow-lists";
import { Paging } from "../../lists/paging";
import { RowKeys } from "../../lists/row-keys";
import { PageHeader } from "../../shell/page-header";
import { type LoadProblem, WaitingPanel } from "../../shell/waiting-panel";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { EmptyState } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { BulkBar } from "../bulk/bulk-bar";
import { BulkSelection, type SelectableFlow } from "../bulk/bulk-selection";
import { FlowFilters } from "./flow-filters";
import { type FlowListQuery, filterParams, isFiltered } from "./flow-list-query";
import { FlowTable } from "./flow-table";
import { Freshness } from "./freshness";
import type { SourceNames } from "./source-cell";
import { ViewTabs } from "./view-tabs";

interface FlowListProps {
  kind: FlowKind;
  workspace: { slug: string; name: string; colour: number };
  query: FlowListQuery;
  params: [string, string][];
  mayCreate: boolean;
  mayReplaceKey: boolean;
  /**
   * What can be done with several flows beside exporting them: switch them (no message flows: the upstream can't, quirk Q25), copy
   * them, bring copies up to date.
   */
  bulk: Pick<ComponentProps<typeof BulkBar>, "switching" | "mayCopy" | "mayUpdate">;
  /** The agents to filter by. */
  agents: { id: string; name: string }[];
  /** The folders that flows are in; empty where there are none, or the kind has none. */
  folders: { id: string; name: string | null }[];
  /** Whether any flow of the list is a copy. */
  hasCopies: boolean;
  /** The workspaces of the reader, by their slugs. */
  names: SourceNames;
  /** The views of the list, and how many flows each has. */
  views: Omit<ComponentProps<typeof ViewTabs>, "query" | "pathname">;
  list: {
    items: FlowListItem[];
    nextCursor: string | null;
    asOf: string | null;
    total: number;
    unread: number;
    problem: LoadProblem | null;
  };
}

const WORDS = {
  call_flow: {
    title: "Call flows",
    one: "call flow",
    icon: Phone,
  },
  message_flow: {
    title: "Message flows",
    one: "message flow",
    icon: MessagesSquare,
  },
};

/** A workspace's flows of one kind, with search, filters, sorting and paging. */
export function FlowList(props: FlowListProps) {
  const { kind, workspace, query, params, mayCreate, mayReplaceKey, agents, folders, views, list } = props;
  const { hasCopies } = props;
  const pathname = `/${workspace.slug}/${flowPathSegment(kind)}`;
  const words = WORDS[kind];
  const create = mayCreate ? (
    <>
      <AppLink href={`/${workspace.slug}/import`} className={buttonVariants({ variant: "outline" })}>
        <FileUp aria-hidden />
        Bring in flows
      </AppLink>
      <AppLink href={`${pathname}/new`} aria-keyshortcuts="c" className={buttonVariants()}>
        <Plus aria-hidden />
        New {words.one}
        <kbd aria-hidden className="font-mono text-xs font-normal opacity-75 max-sm:hidden">
          C
        </kbd>
      </AppLink>
    </>
  ) : null;
  return (
    <>
      <PageHeader
        title={words.title}
        crumbs={[{ href: `/${workspace.slug}`, label: workspace.name, colour: workspace.colour }]}
        actions={create}
      />
      <RowKeys createPath={mayCreate ? `${pathname}/new` : null} />
      {list.asOf === null ? (
        <NeverListed
          words={words.one}
          problem={list.problem}
          settings={mayReplaceKey ? `/${workspace.slug}/settings` : null}
        />
      ) : (
        <>
          {list.problem ? (
            <Notice tone="warn" title={list.problem.title} className="mb-4">
              <p>{list.problem.detail}</p>
              <p>The list below is what Switchboard saw last.</p>
            </Notice>
          ) : null}
          <ViewTabs {...views} query={query} pathname={pathname} />
          <FlowFilters agents={agents} folders={folders} hasCopies={hasCopies} />
          <Freshness asOf={list.asOf} total={list.total} apiPath={`/api/workspaces${pathname}`} />
          <Unread count={list.unread} />
          <ListedFlows {...props} create={create} />
          <Paging pathname={pathname} params={params} nextCursor={list.nextCursor} />
        </>
      )}
    </>
  );
}

/** Says that some descriptions were not searched, since nobody has read them yet. */
function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="mb-3 text-sm text-muted-foreground">
      {count === 1
        ? "The description of 1 other flow was not read yet, so only its name was searched."
        : `Descriptions of ${count} other flows were not read yet, so only their names were searched.`}
    </p>
  );
}

/** The table of the flows that match, or why there are none. */
function ListedFlows(props: FlowListProps & { create: ReactNode }) {
  const { kind, workspace, query, params, mayCreate, bulk, folders, names, list, create } = props;
  const pathname = `/${workspace.slug}/${flowPathSegment(kind)}`;
  const table = {
    kind,
    items: list.items,
    sort: query.sort,
    folders: folders.length > 0,
    grouped: folders.length > 0 && query.group === "folder",
    pathname,
    logPath: `/${workspace.slug}/audit`,
    params,
    sources: query.columns === "source" ? names : null,
  };
  const words = WORDS[kind];
  if (list.items.length > 0) {
    const apiPath = `/api/workspaces${pathname}`;
    return (
      <BulkSelection
        flows={selectable(list.items)}
        list={{ path: `${apiPath}?${filterParams(query)}`, total: list.total }}
      >
        <FlowTable {...table} />
        <BulkBar target={{ workspace: workspace.slug, kind }} {...bulk} />
      </BulkSelection>
    );
  }
  if (isFiltered(query)) {
    return (
      <EmptyState
        icon={SearchX}
        title={query.q ? `No ${words.one} matches “${query.q}”` : `No ${words.one} matches`}
        actions={
          <AppLink href={pathname} className={buttonVariants({ variant: "outline" })}>
            Show all
          </AppLink>
        }
      >
        Try another word, or take a filter away.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={words.icon} title={`No ${words.one}s yet`} actions={create}>
      {mayCreate
        ? "Create the first one here. Ones made in Trillet's own dashboard appear after a refresh."
        : "Ones made in Trillet's own dashboard appear after a refresh. Creating them needs the role editor."}
    </EmptyState>
  );
}

interface NeverListedProps {
  /** "call flow" or "message flow". */
  words: string;
  problem: LoadProblem | null;
  /** Where the key can be replaced, for people who may; else null. */
  settings: string | null;
}

/** Says that the flows could not be loaded, which is not that there are none. */
function NeverListed({ words, problem, settings }: NeverListedProps) {
  return (
    <WaitingPanel
      title={`The ${words}s could not be loaded`}
      detail={problem ? `${problem.title}. ${problem.detail}` : "Trillet was not asked yet."}
      retrySeconds={problem ? problem.retrySeconds : 1}
      keySettings={settings}
    />
  );
}

/** The flows that can be chosen: all that still exist upstream. */
function selectable(items: FlowListItem[]): SelectableFlow[] {
  return items
    .filter(({ missing }) => !missing)
    .map(({ id, name, etag, copiedFrom }) => ({ id, name, etag, source: copiedFrom?.source ?? null }));
}
