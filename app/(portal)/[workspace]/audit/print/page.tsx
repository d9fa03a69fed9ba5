import "./print.css";
import type { Metadata } from "next";
import { auditQuery, queryZone } from "@/components/audit/filters/audit-query";
import { filterChips } from "@/components/audit/filters/filter-chips";
import { PrintButton } from "@/components/audit/print/print-button";
import { PrintedLog } from "@/components/audit/print/printed-log";
import { listAddress, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { requireWorkspace } from "@/lib/bff/page-access";
import { auditPrintData } from "./audit-print-data";

export const metadata: Metadata = { title: "Audit log, to print" };

interface PrintPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function PrintPage({ params, searchParams }: PrintPageProps) {
  const { workspace, user, may } = await requireWorkspace((await params).workspace, "audit.read_flows");
  const sent = await searchParams;
  const now = Date.now();
  const { limit: _limit, cursor: _cursor, ...filter } = auditQuery(sent, now);
  const flowEventsOnly = !may("audit.read_all");
  const { choices, ...printed } = await auditPrintData(
    { ...filter, chain: workspace.id, flowEventsOnly },
    may("audit.verify"),
  );
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
        filters={filterChips(sent, choices, now)}
        zone={queryZone(sent) ?? "UTC"}
        flowEventsOnly={flowEventsOnly}
        printedBy={{ name: user.name, email: user.email }}
        printedAt={new Date(now)}
        {...printed}
      />
    </>
  );
}
