import type { ReactNode } from "react";
import { AccountNotices } from "@/components/account/account-notices";
import { PortalShell } from "@/components/shell/portal-shell";
import { requireUser } from "@/lib/bff/page-access";
import { unreadNotices } from "@/lib/identity/notices";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { user, workspaces } = await requireUser();
  return (
    <PortalShell
      user={{ id: user.id, name: user.name, email: user.email, isOwner: user.isOwner }}
      workspaces={workspaces.map(({ slug, name, colour, role, health }) => ({
        slug,
        name,
        colour,
        role,
        health: health.state,
      }))}
    >
      {user.hasNotices ? <AccountNotices notices={await unreadNotices(user.id)} /> : null}
      {children}
    </PortalShell>
  );
}
