import type { ReactNode } from "react";
import { AccountNotices } from "@/components/account/account-notices";
import { PortalShell } from "@/components/shell/portal-shell";
import { ZoneOfPage } from "@/components/ui/reader-zone";
import { requireUser } from "@/lib/bff/page-access";
import { isQuiet } from "@/lib/identity/notice-kinds";
import { unreadNotices } from "@/lib/identity/notices";
import { hasOpenJobs } from "@/lib/jobs/job-view";

const noticesOf = async (userId: string) =>
  (await unreadNotices(userId)).map((notice) => ({ notice, quiet: isQuiet(notice) }));

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { user, workspaces } = await requireUser();
  const [hasJobs, notices] = await Promise.all([
    hasOpenJobs(user.id),
    user.hasNotices ? noticesOf(user.id) : null,
  ]);
  return (
    <PortalShell
      user={{ id: user.id, name: user.name, email: user.email, isOwner: user.isOwner }}
      workspaces={workspaces.map(({ slug, name, colour, role, health, starred }) => ({
        slug,
        name,
        colour,
        role,
        health: health.state,
        starred,
      }))}
      hasJobs={hasJobs}
    >
      <ZoneOfPage zone={user.timeZone}>
        {notices ? <AccountNotices notices={notices} /> : null}
        {children}
      </ZoneOfPage>
    </PortalShell>
  );
}
