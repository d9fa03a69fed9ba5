import { MessagesSquare, Phone, Plus, SearchX } from "lucide-react";
import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import type { FlowListItem } from "@/lib/mirror/flow-lists";
import { Paging } from "../../lists/paging";
import { PageHeader } from "../../shell/page-header";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { EmptyState } from "../../ui/card";
import { Notice } from "../../ui/notice";
import { BulkBar } from "../bulk/bulk-bar";
import { BulkSelection } from "../bulk/bulk-selection";
import { FlowFilters } from "./flow-filters";
import { type FlowListQuery, isFiltered } from "./flow-list-query";
import { FlowTable } from "./flow-table";
import { Freshness } from "./freshness";

interface FlowListProps {
  kind: FlowKind;
  workspace: { slug: string; name: string };
  query: FlowListQuery;
  params: [string, string][];
  mayCreate: boolean;
  /** Set where flows can be switched together. Null for message flows: the upstream can't switch them (quirk Q25). */
  bulk: { requireReason: boolean } | null;
  /** The agents to filter by. */
  agents: { id: string; name: string }[];
  list: {
    items: FlowListItem[];
    nextCursor: string | null;
    asOf: string | null;
    total: number;
    unread: number;
    problem: { title: string; detail: string } | null;
  };
}

const WORDS = {
  call_flow: {
    title: "Call flows",
    one: "call flow",
    about: "What your voice agents say and do on the phone.",
    icon: Phone,
  },
  message_flow: {
    title: "Message flows",
    one: "message flow",
    about: "What your agents write by text message and e-mail.",
    icon: MessagesSquare,
  },
};

/** A workspace's flows of one kind, with search, filters, sorting and paging. */
export function FlowList({ kind, workspace, query, params, mayCreate, bulk, agents, list }: FlowListProps) {
  const segment = flowPathSegment(kind);
  const pathname = `/${workspace.slug}/${segment}`;
  const apiPath = `/api/workspaces/${workspace.slug}/${segment}`;
  const table = { kind, items: list.items, sort: query.sort, pathname, params };
  const words = WORDS[kind];
  const filtered = isFiltered(query);
  const create = mayCreate ? (
    <AppLink href={`${pathname}/new`} className={buttonVariants()}>
      <Plus aria-hidden />
      New {words.one}
    </AppLink>
  ) : null;
  return (
    <>
      <PageHeader
        title={words.title}
        description={words.about}
        crumbs={[{ href: pathname, label: workspace.name }]}
        actions={create}
      />
      {list.problem ? (
        <Notice tone="warn" title={list.problem.title} className="mb-4">
          <p>{list.problem.detail}</p>
          <p>The list below is what Switchboard saw last.</p>
        </Notice>
      ) : null}
      <FlowFilters agents={agents} />
      <Freshness asOf={list.asOf} total={list.total} apiPath={apiPath} />
      {list.unread > 0 ? (
        <p className="mb-3 text-sm text-muted-foreground">
          {list.unread === 1
            ? "The description of 1 other flow was not read yet, so only its name was searched."
            : `Descriptions of ${list.unread} other flows were not read yet, so only their names were searched.`}
        </p>
      ) : null}
      {list.items.length > 0 ? (
        bulk ? (
          <BulkSelection flows={selectable(list.items)}>
            <FlowTable {...table} selectable />
            <BulkBar apiPath={apiPath} requireReason={bulk.requireReason} />
          </BulkSelection>
        ) : (
          <FlowTable {...table} />
        )
      ) : filtered ? (
        <EmptyState
          icon={SearchX}
          title={`No ${words.one} matches`}
          actions={
            <AppLink href={pathname} className={buttonVariants({ variant: "outline" })}>
              Show all
            </AppLink>
          }
        >
          Try another word, or take a filter away.
        </EmptyState>
      ) : (
        <EmptyState icon={words.icon} title={`No ${words.one}s yet`} actions={create}>
          {mayCreate
            ? "Create the first one here. Ones made in Trillet's own dashboard appear after a refresh."
            : "Ones made in Trillet's own dashboard appear after a refresh. Creating them needs the role editor."}
        </EmptyState>
      )}
      <Paging pathname={pathname} params={params} nextCursor={list.nextCursor} />
    </>
  );
}

/** The flows that can be chosen: all that still exist upstream. */
function selectable(items: FlowListItem[]): { id: string; name: string }[] {
  return items.filter(({ missing }) => !missing).map(({ id, name }) => ({ id, name }));
}
