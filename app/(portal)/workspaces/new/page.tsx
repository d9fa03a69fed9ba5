import type { Metadata } from "next";
import { PageHeader } from "@/components/shell/page-header";
import { NewWorkspaceForm } from "@/components/workspaces/new-workspace-form";
import { requireOwner } from "@/lib/bff/page-access";
import { listUpstreams } from "@/lib/workspaces/workspace-schemas";

export const metadata: Metadata = { title: "Add workspace" };

export default async function NewWorkspacePage() {
  await requireOwner();
  return (
    <>
      <PageHeader
        title="Add workspace"
        description="Connects one Trillet workspace. You become its first admin."
        crumbs={[{ href: "/", label: "Workspaces" }]}
      />
      <NewWorkspaceForm upstreams={listUpstreams()} />
    </>
  );
}
