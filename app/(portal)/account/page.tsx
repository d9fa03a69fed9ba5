import type { Metadata } from "next";
import { NameForm } from "@/components/account/name-form";
import { PasswordForm } from "@/components/account/password-form";
import { SessionList } from "@/components/account/session-list";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { SectionCard } from "@/components/ui/card";
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
      <div className="flex max-w-4xl flex-col gap-5">
        <SectionCard title="Name">
          <NameForm key={user.name} name={user.name} />
        </SectionCard>
        <SectionCard title="Password">
          <PasswordForm email={user.email} />
        </SectionCard>
        <SessionList sessions={await listSessions(user.id, user.sessionId)} />
      </div>
    </>
  );
}
