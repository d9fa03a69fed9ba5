import { History } from "lucide-react";
import type { Metadata } from "next";
import { auditQuery } from "@/components/audit/filters/audit-query";
import { EventPaging } from "@/components/audit/timeline/event-paging";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { RowKeys } from "@/components/lists/row-keys";
import { ActivityFilters } from "@/components/overview/activity-filters";
import { EventLines } from "@/components/overview/event-lines";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card, EmptyState } from "@/components/ui/card";
import { actorsAcross, eventsAcross, isAcrossCursor } from "@/lib/audit/search/events-across";
import { requireUser } from "@/lib/bff/page-access";
import { can } from "@/lib/identity/roles";
import { namesOfPeople } from "@/lib/identity/users";

export const metadata: Metadata = { title: "Activity" };

const PAGE_SIZE = 50;

/** What happened in all workspaces of somebody, as each of their roles may see it. */
export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { user, workspaces } = await requireUser();
  const params = await searchParams;
  const all = workspaces.map(({ id, role }) => ({ chain: id, flowEventsOnly: !can(role, "audit.read_all") }));
  const chosen = oneOf(params, "workspace");
  const logs =
    chosen === undefined
      ? all
      : all.filter(({ chain }) => workspaces.some(({ id, slug }) => id === chain && slug === chosen));
  const { actor, from, to } = auditQuery(params);
  const cursor = oneOf(params, "cursor");
  const [page, people] = await Promise.all([
    eventsAcross(
      logs,
      { actor, from, to },
      {
        limit: PAGE_SIZE,
        cursor: cursor !== undefined && isAcrossCursor(cursor) ? cursor : undefined,
      },
    ),
    actorsAcross(all).then(namesOfPeople),
  ]);
  return (
    <>
      <PageHeader
        title="Activity"
        description="What happened in all your workspaces, as far as your role in each lets you see it."
      />
      <ActivityFilters people={people} workspaces={workspaces.map(({ slug, name }) => ({ slug, name }))} />
      {page.items.length === 0 ? (
        <EmptyState
          icon={History}
          title="Nothing happened here"
          actions={
            <AppLink href="/activity" className={buttonVariants({ variant: "outline" })}>
              Show all activity
            </AppLink>
          }
        >
          No event fits, or none is left of that time.
        </EmptyState>
      ) : (
        <>
          <RowKeys createPath={null} />
          <Card className="px-4 py-3">
            <EventLines events={page.items} workspaces={workspaces} zone={user.timeZone} />
          </Card>
        </>
      )}
      <div className="mt-3">
        <EventPaging
          pathname="/activity"
          params={paramPairs(params)}
          newerCursor={null}
          olderCursor={page.nextCursor}
        />
      </div>
    </>
  );
}
