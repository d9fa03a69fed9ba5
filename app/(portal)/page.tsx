import { Cable, Plus, SearchX } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FirstName } from "@/components/account/name-form";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { Paging } from "@/components/lists/paging";
import { RowKeys } from "@/components/lists/row-keys";
import { AttentionPanel } from "@/components/overview/attention-panel";
import { OverviewFilters } from "@/components/overview/overview-filters";
import {
  groupsIn,
  matchingWorkspaces,
  needsAttention,
  overviewQuery,
  partsByGroup,
} from "@/components/overview/overview-query";
import { OverviewTable } from "@/components/overview/overview-table";
import { RecentEvents } from "@/components/overview/recent-events";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { eventsAcross } from "@/lib/audit/search/events-across";
import { requireUser } from "@/lib/bff/page-access";
import { pageOf } from "@/lib/bff/query";
import { FIRST_OWNER_NAME } from "@/lib/identity/rules";
import { type OverviewItem, readOverview } from "@/lib/overview/overview";

export const metadata: Metadata = { title: "Workspaces" };

const MOST_EVENTS = 10;
/** A row takes the server and a slow browser some milliseconds each: with 200 of them the page would be there seconds later. */
const ROWS = 20;

/** What all workspaces are together, in one line under the title. */
function summaryOf(items: readonly OverviewItem[]): string {
  const flows = items.flatMap(({ callFlows, messageFlows }) => [callFlows, messageFlows]);
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  const active = sum(flows.map((one) => one.active));
  const total = sum(flows.map((one) => one.total));
  const problems = items.filter(needsAttention).length;
  const workspaces = items.length === 1 ? "1 workspace" : `${items.length} workspaces`;
  return `${workspaces}, ${problems === 0 ? "all well" : `${problems} with something to look at`} · ${active} of ${total} flows active`;
}

export default async function HomePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const caller = await requireUser();
  const { user, workspaces } = caller;
  const params = await searchParams;
  const logs = workspaces.map(({ id }) => ({ chain: id, flowEventsOnly: true }));
  const [items, lately] = await Promise.all([
    readOverview(caller),
    eventsAcross(logs, {}, { limit: MOST_EVENTS }),
  ]);
  const add = user.isOwner ? (
    <AppLink href="/workspaces/new" className={buttonVariants()}>
      <Plus aria-hidden />
      Add workspace
    </AppLink>
  ) : null;
  return (
    <>
      <PageHeader
        title="Workspaces"
        description={
          items.length > 0
            ? summaryOf(items)
            : "Each one is a Trillet workspace with its own flows, members and log."
        }
        actions={
          <>
            {user.isOwner && items.length > 0 ? (
              <AppLink href="/workspaces/background" className={buttonVariants({ variant: "outline" })}>
                Background reading
              </AppLink>
            ) : null}
            {add}
          </>
        }
      />
      {user.isOwner && user.name === FIRST_OWNER_NAME ? <FirstName /> : null}
      {items.length === 0 ? (
        <EmptyState icon={Cable} title="No workspace yet" actions={add}>
          {user.isOwner
            ? "Connect your first Trillet workspace: you need its id and an API key."
            : "You are not a member of any workspace. Ask an admin of one to add you by your e-mail address."}
        </EmptyState>
      ) : (
        <AllWorkspaces
          items={items}
          params={params}
          isOwner={user.isOwner}
          lately={<RecentEvents events={lately.items} workspaces={workspaces} zone={user.timeZone} />}
        />
      )}
    </>
  );
}

interface AllWorkspacesProps {
  items: OverviewItem[];
  params: SearchParams;
  isOwner: boolean;
  lately: ReactNode;
}

/**
 * The table with what fits, and beside it what needs attention and what happened lately. Where they are no columns, as on
 * phones, what needs attention comes first; it comes first in the document, too, and so is painted with the first lines.
 */
function AllWorkspaces({ items, params, isOwner, lately }: AllWorkspacesProps) {
  const query = overviewQuery(params);
  const matching = matchingWorkspaces(items, query);
  const parts = query.by === "group" ? partsByGroup(matching, query) : [{ group: null, items: matching }];
  const lines = parts.flatMap((part) => part.items.map((item) => ({ part, item })));
  const cursor = oneOf(params, "cursor");
  const { items: shown, nextCursor } = pageOf(lines, { limit: ROWS, ...(cursor ? { cursor } : {}) });
  const shownParts = parts.flatMap((part) => {
    const ofPart = shown.flatMap((line) => (line.part === part ? [line.item] : []));
    return ofPart.length > 0 ? [{ ...part, shown: ofPart }] : [];
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-6 gap-y-5 min-[80rem]:grid-cols-[minmax(0,1fr)_20rem] min-[80rem]:grid-rows-[auto_1fr]">
      <div className="min-[80rem]:col-start-2">
        <AttentionPanel items={items} />
      </div>
      <div className="min-w-0 min-[80rem]:col-start-1 min-[80rem]:row-span-2 min-[80rem]:row-start-1">
        <OverviewFilters
          problems={items.filter(needsAttention).length}
          starred={items.filter((item) => item.starred).length}
          groups={groupsIn(items)}
        />
        {shown.length > 0 ? (
          <>
            <RowKeys createPath={isOwner ? "/workspaces/new" : null} />
            <OverviewTable parts={shownParts} grouped={query.by === "group"} />
            <Paging pathname="/" params={paramPairs(params)} nextCursor={nextCursor} />
          </>
        ) : (
          <EmptyState
            icon={SearchX}
            title="No workspace fits"
            actions={
              <AppLink href="/" className={buttonVariants({ variant: "outline" })}>
                Show all
              </AppLink>
            }
          >
            {oneOf(params, "q") ? "None has these words in its name." : "Take a filter away to see more."}
          </EmptyState>
        )}
      </div>
      <div className="min-w-0 min-[80rem]:col-start-2">{lately}</div>
    </div>
  );
}
