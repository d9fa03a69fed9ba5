import type { Metadata } from "next";
import { NewMessageFlowForm } from "@/components/flows/form/new-message-flow-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireWorkspace } from "@/lib/bff/page-access";
import { loadAgents } from "@/lib/mirror/list-pickers";

export const metadata: Metadata = { title: "New message flow" };

export default async function NewMessageFlowPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireWorkspace((await params).workspace, "message_flow.create");
  const agents = await loadAgents(workspace, "omni");
  return (
    <>
      <PageHeader
        title="New message flow"
        crumbs={[
          { href: `/${workspace.slug}`, label: workspace.name },
          { href: `/${workspace.slug}/message-flows`, label: "Message flows" },
        ]}
      />
      <NewMessageFlowForm
        workspace={{ slug: workspace.slug, requireReason: workspace.requireReason }}
        agents={agents}
      />
    </>
  );
}
