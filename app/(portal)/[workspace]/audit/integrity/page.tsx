import type { Metadata } from "next";
import { LogIntegrity } from "@/app/(portal)/_audit/log-integrity";
import { workspaceLog } from "@/app/(portal)/_audit/log-place";
import type { SearchParams } from "@/components/lists/list-address";
import { removalDelayedSince } from "@/lib/audit/retention/due-ranges";
import { requireWorkspace } from "@/lib/bff/page-access";
import { readKeepDays } from "@/lib/workspaces/audit-retention";

export const metadata: Metadata = { title: "Integrity" };

interface WorkspaceIntegrityPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WorkspaceIntegrityPage({ params, searchParams }: WorkspaceIntegrityPageProps) {
  const { workspace, user, may } = await requireWorkspace((await params).workspace, "audit.verify");
  const log = workspaceLog(workspace);
  const keepDays = await readKeepDays(workspace.id);
  const form = may("audit.manage")
    ? { settingsPath: `${log.apiPath}/audit-settings`, apiPath: `${log.apiPath}/audit-events` }
    : null;
  return (
    <LogIntegrity
      log={log}
      sent={await searchParams}
      mayMakeKeys={user.isOwner}
      retention={{
        keepDays,
        delayedSince: await removalDelayedSince(workspace.id, keepDays, Date.now()),
        form,
      }}
    />
  );
}
