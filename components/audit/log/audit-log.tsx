import type { AuditEventView } from "@/lib/audit/event";
import type { SavedView } from "@/lib/views/saved-views";
import { paramPairs, type SearchParams } from "../../lists/list-address";
import { Lamp } from "../../ui/badge";
import { ZoneOfPage } from "../../ui/reader-zone";
import { ActivityButton } from "../activity/activity-button";
import { ActivityPanel } from "../activity/activity-panel";
import { ExportDialog } from "../export/export-dialog";
import { AuditFilters } from "../filters/audit-filters";
import { type AuditQuery, filterParams, pageZone } from "../filters/audit-query";
import { filterChips } from "../filters/filter-chips";
import type { PickerChoice } from "../filters/picker-choice";
import { NewsBar } from "../live/news-bar";
import { ProofState } from "../proof/proof-state";
import { EventPaging } from "../timeline/event-paging";
import { EventTimeline } from "../timeline/event-timeline";
import { SavedViews } from "../views/saved-views";
import { AuditTools } from "./audit-tools";
import { NoEvents } from "./no-events";

interface AuditLogProps {
  title: string;
  /** What this log contains for this reader. */
  description: string;
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
  /** Whether the reader may restore earlier versions of flows. */
  mayRestore: boolean;
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

/** An audit log: its events, and in two lines above them its proof, activity, tools and filters. */
export function AuditLog(props: AuditLogProps) {
  const { pathname, apiPath, query, page, params } = props;
  const newest = query.cursor === undefined;
  const open = query.to === undefined || query.to.getTime() >= props.now;
  return (
    <ZoneOfPage zone={pageZone(params)}>
      <LogHeader {...props} />
      <AuditFilters
        chain={props.chain}
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
        newest={newest}
        open={open}
      />
      <div id="audit-events" tabIndex={-1} className="outline-none">
        {page.items.length > 0 ? (
          <EventTimeline
            events={page.items}
            context={{ logPath: pathname, flowsPath: props.flowsPath, mayRestore: props.mayRestore }}
            note={newest && open ? <LiveNote /> : null}
          />
        ) : (
          <div className="mt-3">
            <NoEvents pathname={pathname} params={params} later={!newest} />
          </div>
        )}
      </div>
      <div className="mt-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-prose flex-1 basis-60 text-xs text-muted-foreground">{props.description}</p>
        <EventPaging
          pathname={pathname}
          params={paramPairs(params)}
          newerCursor={props.newerCursor}
          olderCursor={page.nextCursor}
        />
      </div>
    </ZoneOfPage>
  );
}

function LogHeader(props: AuditLogProps) {
  const { title, pathname, apiPath, query, params, people, flows, now, head } = props;
  return (
    <header className="mb-2.5 flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-xl font-semibold">{title}</h1>
      {props.mayProve ? (
        <div className="max-sm:order-last max-sm:w-full">
          <ProofState apiPath={apiPath} logPath={pathname} head={head} />
        </div>
      ) : null}
      <div className="ml-auto flex items-center gap-2">
        <div className="max-sm:hidden">
          <ActivityButton apiPath={apiPath} query={query} />
        </div>
        {props.mayProve ? (
          <ExportDialog
            apiPath={apiPath}
            filters={filterParams(query).toString()}
            filterWords={filterChips(params, { people, flows }, now).map(({ label, text }) => ({
              label,
              text,
            }))}
          />
        ) : null}
        <AuditTools
          pathname={pathname}
          params={params}
          mayProve={props.mayProve}
          mayManage={props.mayManage}
          printable={props.printable ?? false}
        />
      </div>
    </header>
  );
}

/** Says that the list need not be loaded again to see what is new. */
function LiveNote() {
  return (
    <span className="ml-auto flex items-center gap-2 text-xs text-muted-foreground max-sm:hidden">
      <Lamp state="on" />
      New events are announced
    </span>
  );
}
