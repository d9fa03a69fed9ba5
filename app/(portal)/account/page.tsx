import type { Metadata } from "next";
import { SessionList } from "@/components/account/session-list";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { requireUser } from "@/lib/bff/page-access";
import { listSessions } from "@/lib/identity/sessions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const { user } = await requireUser();
  return (
    <>
      <PageHeader
        title="Your account"
        meta={
          <>
            <span className="font-medium">{user.name}</span>
            <span className="text-muted-foreground">{user.email}</span>
            {user.isOwner ? <Badge tone="accent">Owner</Badge> : null}
          </>
        }
      />
      <SessionList sessions={await listSessions(user.id, user.sessionId)} />
    </>
  );
}
