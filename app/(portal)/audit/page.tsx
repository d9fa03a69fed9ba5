import type { Metadata } from "next";
import { AuditLog } from "@/components/audit/audit-log";
import { auditQuery } from "@/components/audit/audit-query";
import type { SearchParams } from "@/components/lists/list-address";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { requireOwner } from "@/lib/bff/page-access";
import { listUsers } from "@/lib/identity/list-users";

export const metadata: Metadata = { title: "Portal audit" };

export default async function PortalAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireOwner();
  const sent = await searchParams;
  const query = auditQuery(sent);
  const [page, people] = await Promise.all([listAuditEvents({ chain: "portal", ...query }), listUsers()]);
  return (
    <AuditLog
      title="Portal audit"
      description="Sign-ins, people and workspaces. Each workspace keeps its own log of flows, members and keys."
      pathname="/audit"
      apiPath="/api/audit-events"
      flowsPath={null}
      chain="portal"
      mayProve
      params={sent}
      query={query}
      people={people.map(({ id, name }) => ({ id, name }))}
      page={page}
    />
  );
}
