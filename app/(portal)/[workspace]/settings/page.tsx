import type { Metadata } from "next";
import { PageHeader } from "@/components/shell/page-header";
import { ConnectionSettings } from "@/components/workspaces/connection-settings";
import { GeneralSettings } from "@/components/workspaces/general-settings";
import { MemberSettings } from "@/components/workspaces/member-settings";
import { requireWorkspace } from "@/lib/bff/page-access";
import { listMembers } from "@/lib/workspaces/bindings";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { user, workspace, may } = await requireWorkspace((await params).workspace, "workspace.read");
  const { slug, name, upstream, upstreamWorkspaceId, keyHint, health } = workspace;
  const { requireReason, requireSecondFactor, defaultCallLimits } = workspace;
  return (
    <>
      <PageHeader title="Settings" crumbs={[{ href: `/${slug}`, label: name }]} />
      <div className="flex flex-col gap-6">
        <GeneralSettings
          workspace={{ slug, name, requireReason, requireSecondFactor, defaultCallLimits }}
          mayChange={may("workspace.update")}
        />
        <ConnectionSettings
          workspace={{ slug, upstream, upstreamWorkspaceId, keyHint, health }}
          mayCheck={may("workspace.check")}
          mayReplaceKey={may("api_key.set")}
        />
        {may("binding.manage") ? (
          <MemberSettings
            workspace={{ slug, name }}
            members={await listMembers(workspace.id)}
            selfId={user.id}
          />
        ) : (
          <p className="text-sm text-muted-foreground">
            Members are managed by this workspace&rsquo;s admins.
          </p>
        )}
      </div>
    </>
  );
}
