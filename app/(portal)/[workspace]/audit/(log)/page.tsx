import type { Metadata } from "next";
import { auditPageData } from "@/app/(portal)/_data/audit-page-data";
import { auditQuery } from "@/components/audit/filters/audit-query";
import { AuditLog } from "@/components/audit/log/audit-log";
import type { SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import { listMembers } from "@/lib/workspaces/list-members";

export const metadata: Metadata = { title: "Audit log" };

interface AuditPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { user, workspace, may } = await requireWorkspace((await params).workspace, "audit.read_flows");
  const sent = await searchParams;
  const now = Date.now();
  const query = auditQuery(sent, now);
  const seesAll = may("audit.read_all");
  const members = (await listMembers(workspace.id)).map(({ userId, name }) => ({ id: userId, name }));
  const filter = { chain: workspace.id, flowEventsOnly: !seesAll, ...query };
  const pathname = `/${workspace.slug}/audit`;
  return (
    <AuditLog
      title="Audit log"
      description={
        seesAll
          ? "Everything that was done, or tried, in this workspace. Nobody can change what stands here."
          : "What was done to this workspace's flows. Auditors and admins also see members, keys and settings."
      }
      crumbs={[{ href: `/${workspace.slug}`, label: workspace.name }]}
      pathname={pathname}
      apiPath={`/api/workspaces/${workspace.slug}/audit-events`}
      viewsPath={`/api/workspaces/${workspace.slug}/audit-views`}
      flowsPath={`/${workspace.slug}`}
      chain={seesAll ? "workspace" : "flows"}
      mayProve={may("audit.export")}
      mayManage={may("audit.manage")}
      printable
      params={sent}
      query={query}
      now={now}
      {...(await auditPageData(filter, user.id, members))}
    />
  );
}
