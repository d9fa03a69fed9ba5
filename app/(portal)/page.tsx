import { Cable, Plus } from "lucide-react";
import type { Metadata } from "next";
import { FirstName } from "@/components/account/name-form";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { WorkspaceCards } from "@/components/workspaces/workspace-cards";
import { requireUser } from "@/lib/bff/page-access";
import { FIRST_OWNER_NAME } from "@/lib/identity/rules";

export const metadata: Metadata = { title: "Workspaces" };

export default async function HomePage() {
  const { user, workspaces } = await requireUser();
  const add = user.isOwner ? (
    <AppLink href="/workspaces/new" className={buttonVariants()}>
      <Plus aria-hidden />
      Add workspace
    </AppLink>
  ) : null;
  return (
    <>
      <PageHeader
        title="Workspaces"
        description="Each one is a Trillet workspace with its own flows, members and log."
        actions={add}
      />
      {user.isOwner && user.name === FIRST_OWNER_NAME ? <FirstName /> : null}
      {workspaces.length > 0 ? (
        <WorkspaceCards workspaces={workspaces} />
      ) : (
        <EmptyState icon={Cable} title="No workspace yet" actions={add}>
          {user.isOwner
            ? "Connect your first Trillet workspace: you need its id and an API key."
            : "You are not a member of any workspace. Ask an admin of one to add you by your e-mail address."}
        </EmptyState>
      )}
    </>
  );
}
