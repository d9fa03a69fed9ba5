import type { Metadata } from "next";
import { auditPageData } from "@/app/(portal)/_data/audit-page-data";
import { auditQuery } from "@/components/audit/filters/audit-query";
import { AuditLog } from "@/components/audit/log/audit-log";
import type { SearchParams } from "@/components/lists/list-address";
import { requireOwner } from "@/lib/bff/page-access";
import { listUsers } from "@/lib/identity/list-users";

export const metadata: Metadata = { title: "Portal audit" };

export default async function PortalAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { user } = await requireOwner();
  const sent = await searchParams;
  const now = Date.now();
  const query = auditQuery(sent, now);
  const filter = { chain: "portal", ...query };
  return (
    <AuditLog
      title="Portal audit"
      description="Sign-ins, people and workspaces. Each workspace keeps its own log of flows, members and keys."
      pathname="/audit"
      apiPath="/api/audit-events"
      viewsPath="/api/audit-views"
      flowsPath={null}
      chain="portal"
      mayProve
      mayManage
      params={sent}
      query={query}
      now={now}
      {...(await auditPageData(filter, user.id, await listUsers()))}
    />
  );
}
