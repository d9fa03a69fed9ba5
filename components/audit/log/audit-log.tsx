import { ScrollText, SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/card";
import type { AuditEventView } from "@/lib/audit/event";
import type { SavedView } from "@/lib/audit/saved-views";
import { paramPairs, type SearchParams } from "../../lists/list-address";
import { type Crumb, PageHeader } from "../../shell/page-header";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { ActivityPanel } from "../activity/activity-panel";
import { AuditFilters } from "../filters/audit-filters";
import { type AuditQuery, filterParams, filtersInUse, queryZone } from "../filters/audit-query";
import { filterChips } from "../filters/filter-chips";
import type { PickerChoice } from "../filters/picker-choice";
import { NewsBar } from "../live/news-bar";
import { EventPaging } from "../timeline/event-paging";
import { EventTimeline } from "../timeline/event-timeline";
import { SavedViews } from "../views/saved-views";
import { AuditTools } from "./audit-tools";

interface AuditLogProps {
  title: string;
  description: string;
  crumbs?: Crumb[];
  pathname: string;
  /** The events' address under `/api`. */
  apiPath: string;
  /** The saved views' address under `/api`. */
  viewsPath: string;
  flowsPath: string | null;
  chain: "flows" | "workspace" | "portal";
  /** Whether the reader may export and verify. */
  mayProve: boolean;
  /** Whether the reader may set where events are delivered to. */
  mayManage: boolean;
  /** Whether this log has a page for printing. */
  printable?: boolean;
  params: SearchParams;
  query: AuditQuery;
  /** When the page was made, in milliseconds; moving periods are counted from it. */
  now: number;
  people: PickerChoice[];
  flows: PickerChoice[];
  views: SavedView[];
  page: { items: AuditEventView[]; nextCursor: string | null };
  /** The cursor of the page before this one; null when that is the first. */
  newerCursor: string | null;
  /** The newest sequence number of the chain, read before the page's events. */
  head: number;
}

/** An audit log with filters, activity, news, paging, export and proof. */
export function AuditLog(props: AuditLogProps) {
  const { title, description, crumbs, pathname, apiPath, chain, query, page } = props;
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        {...(crumbs ? { crumbs } : {})}
        actions={<Tools {...props} />}
      />
      <AuditFilters
        chain={chain}
        people={props.people}
        flows={props.flows}
        now={props.now}
        beside={<SavedViews viewsPath={props.viewsPath} initial={props.views} />}
      />
      <ActivityPanel apiPath={apiPath} query={query} />
      <NewsBar
        apiPath={apiPath}
        filters={filterParams(query).toString()}
        head={props.head}
        newest={query.cursor === undefined}
        open={query.to === undefined || query.to.getTime() >= props.now}
      />
      <div id="audit-events" tabIndex={-1} className="outline-none">
        {page.items.length > 0 ? (
          <EventTimeline
            events={page.items}
            logPath={pathname}
            flowsPath={props.flowsPath}
            zone={queryZone(props.params)}
          />
        ) : (
          <NoEvents
            pathname={pathname}
            filtered={filtersInUse(props.params).length > 0}
            later={query.cursor !== undefined}
          />
        )}
      </div>
      <EventPaging
        pathname={pathname}
        params={paramPairs(props.params)}
        newerCursor={props.newerCursor}
        olderCursor={page.nextCursor}
      />
    </>
  );
}

function Tools(props: AuditLogProps) {
  const { params, people, flows, now } = props;
  return (
    <AuditTools
      pathname={props.pathname}
      apiPath={props.apiPath}
      params={params}
      query={props.query}
      filterWords={filterChips(params, { people, flows }, now)}
      mayProve={props.mayProve}
      mayManage={props.mayManage}
      printable={props.printable ?? false}
    />
  );
}

interface NoEventsProps {
  pathname: string;
  filtered: boolean;
  /** Whether this is not the first page. An address may name a place before which no event is kept any more. */
  later: boolean;
}

function NoEvents({ pathname, filtered, later }: NoEventsProps) {
  if (later) {
    return (
      <EmptyState icon={ScrollText} title="Nothing older">
        No event before this place matches, or retention has removed it.
      </EmptyState>
    );
  }
  if (!filtered) {
    return (
      <EmptyState icon={ScrollText} title="Nothing has happened yet">
        Every change and every attempt is recorded here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title="No event matches"
      actions={
        <AppLink href={pathname} className={buttonVariants({ variant: "outline" })}>
          Show all
        </AppLink>
      }
    >
      Try another word or period, or take a filter away.
    </EmptyState>
  );
}
