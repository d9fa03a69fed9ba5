import type { Metadata } from "next";
import { LogPage } from "@/app/(portal)/_audit/log-page";
import { workspaceLog } from "@/app/(portal)/_audit/log-place";
import type { SearchParams } from "@/components/lists/list-address";
import { requireWorkspace } from "@/lib/bff/page-access";
import { listMembers } from "@/lib/workspaces/bindings";

export const metadata: Metadata = { title: "Audit log" };

interface AuditPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { user, workspace, may } = await requireWorkspace((await params).workspace, "audit.read_flows");
  const { id, slug } = workspace;
  const seesAll = may("audit.read_all");
  const members = await listMembers(id);
  return (
    <LogPage
      log={workspaceLog(workspace)}
      sent={await searchParams}
      sees={seesAll ? "workspace" : "flows"}
      readerId={user.id}
      present={members.map((member) => ({ id: member.userId, name: member.name }))}
      title="Audit log"
      description={
        seesAll
          ? "Everything that was done, or tried, in this workspace. Nobody can change what stands here."
          : "What was done to this workspace's flows. Auditors and admins also see members, keys and settings."
      }
      flowsPath={`/${slug}`}
      mayProve={may("audit.export")}
      mayManage={may("audit.manage")}
      mayRestore={may("call_flow.update") && may("message_flow.update")}
      printable
    />
  );
}
