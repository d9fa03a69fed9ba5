import type { Metadata } from "next";
import { NewCallFlowForm } from "@/components/flows/form/new-call-flow-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireWorkspace } from "@/lib/bff/page-access";
import { loadAgents } from "@/lib/mirror/list-pickers";

export const metadata: Metadata = { title: "New call flow" };

export default async function NewCallFlowPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireWorkspace((await params).workspace, "call_flow.create");
  const agents = await loadAgents(workspace, "call");
  return (
    <>
      <PageHeader
        title="New call flow"
        crumbs={[
          { href: `/${workspace.slug}`, label: workspace.name },
          { href: `/${workspace.slug}/call-flows`, label: "Call flows" },
        ]}
      />
      <NewCallFlowForm
        workspace={{ slug: workspace.slug, requireReason: workspace.requireReason }}
        agents={agents}
      />
    </>
  );
}
