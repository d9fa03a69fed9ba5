import type { Metadata } from "next";
import { LogPage } from "@/app/(portal)/_audit/log-page";
import { PORTAL_LOG } from "@/app/(portal)/_audit/log-place";
import type { SearchParams } from "@/components/lists/list-address";
import { requireOwner } from "@/lib/bff/page-access";
import { listUsers } from "@/lib/identity/users";

export const metadata: Metadata = { title: "Portal audit" };

export default async function PortalAuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { user } = await requireOwner();
  return (
    <LogPage
      log={PORTAL_LOG}
      sent={await searchParams}
      sees="portal"
      readerId={user.id}
      present={await listUsers()}
      title="Portal audit"
      description="Sign-ins, people and workspaces. Each workspace keeps its own log of flows, members and keys."
      flowsPath={null}
      mayProve
      mayManage
      mayRestore={false}
    />
  );
}
