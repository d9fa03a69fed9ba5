import "./print.css";
import type { Metadata } from "next";
import { auditQuery, queryZone } from "@/components/audit/audit-query";
import { PrintButton } from "@/components/audit/print/print-button";
import { PrintedLog } from "@/components/audit/print/printed-log";
import { listAddress, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import type { AuditEventView } from "@/lib/audit/event";
import type { AuditFilter } from "@/lib/audit/search/audit-filter";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { requireWorkspace } from "@/lib/bff/page-access";
import { agentNames } from "@/lib/mirror/mirror-agents";
import { listMembers } from "@/lib/workspaces/list-members";

export const metadata: Metadata = { title: "Audit log, to print" };

/** More than this is no reading for paper: exports are made for that. */
const MOST_EVENTS = 500;
/** As many as one page of the log may have. */
const PAGE = 100;

interface PrintPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

/** Reads the newest events of a filter, page by page. */
async function readEvents(filter: AuditFilter): Promise<{ events: AuditEventView[]; hasMore: boolean }> {
  const events: AuditEventView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAuditEvents({ ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) });
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && events.length < MOST_EVENTS);
  return { events, hasMore: cursor !== undefined };
}

async function readAgentNames(workspaceId: string): Promise<Record<string, string>> {
  const kinds = await Promise.all([agentNames(workspaceId, "call"), agentNames(workspaceId, "omni")]);
  return Object.fromEntries(kinds.flatMap((names) => [...names]));
}

export default async function PrintPage({ params, searchParams }: PrintPageProps) {
  const { workspace, user, may } = await requireWorkspace((await params).workspace, "audit.read_flows");
  const sent = await searchParams;
  const { limit: _limit, cursor: _cursor, ...filter } = auditQuery(sent);
  const flowEventsOnly = !may("audit.read_all");
  const [{ events, hasMore }, newest, members, names, checkpoints] = await Promise.all([
    readEvents({ ...filter, chain: workspace.id, flowEventsOnly }),
    listAuditEvents({ chain: workspace.id, limit: 1 }),
    listMembers(workspace.id),
    readAgentNames(workspace.id),
    may("audit.verify") ? listCheckpoints(workspace.id, { limit: 1 }) : null,
  ]);
  const head = newest.items[0];
  const checkpoint = checkpoints?.items[0]?.note;
  return (
    <>
      <div className="mb-5 flex flex-wrap justify-between gap-2">
        <AppLink
          href={listAddress(`/${workspace.slug}/audit`, paramPairs(sent), {})}
          className={buttonVariants({ variant: "outline" })}
        >
          Back to the log
        </AppLink>
        <PrintButton />
      </div>
      <PrintedLog
        workspace={workspace.name}
        filter={filter}
        zone={queryZone(sent) ?? "UTC"}
        events={events}
        hasMore={hasMore}
        flowEventsOnly={flowEventsOnly}
        printedBy={{ name: user.name, email: user.email }}
        printedAt={new Date()}
        people={Object.fromEntries(members.map(({ userId, name }) => [userId, name]))}
        names={names}
        head={head ? { sequence: head.sequence, hash: head.integrity.hash } : null}
        {...(checkpoint ? { checkpoint } : {})}
      />
    </>
  );
}
