import type { Metadata } from "next";
import { AuditLog } from "@/components/audit/audit-log";
import { auditQuery } from "@/components/audit/audit-query";
import type { SearchParams } from "@/components/lists/list-address";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { requireWorkspace } from "@/lib/bff/page-access";
import { listMembers } from "@/lib/workspaces/list-members";

export const metadata: Metadata = { title: "Audit log" };

interface AuditPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { workspace, may } = await requireWorkspace((await params).workspace, "audit.read_flows");
  const sent = await searchParams;
  const query = auditQuery(sent);
  const seesAll = may("audit.read_all");
  const [page, members] = await Promise.all([
    listAuditEvents({ chain: workspace.id, flowEventsOnly: !seesAll, ...query }),
    listMembers(workspace.id),
  ]);
  const pathname = `/${workspace.slug}/audit`;
  return (
    <AuditLog
      title="Audit log"
      description={
        seesAll
          ? "Everything that was done, or tried, in this workspace. Nothing here can be changed or removed."
          : "What was done to this workspace's flows. Auditors and admins also see members, keys and settings."
      }
      crumbs={[{ href: `/${workspace.slug}`, label: workspace.name }]}
      pathname={pathname}
      apiPath={`/api/workspaces/${workspace.slug}/audit-events`}
      flowsPath={`/${workspace.slug}`}
      chain={seesAll ? "workspace" : "flows"}
      mayProve={may("audit.export")}
      params={sent}
      query={query}
      people={members.map(({ userId, name }) => ({ id: userId, name }))}
      page={page}
    />
  );
}
