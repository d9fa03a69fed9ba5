import type { ComponentType } from "react";
import type { NewFlowProps } from "@/components/flows/form/new-flow-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireWorkspace } from "@/lib/bff/page-access";
import { type FlowKind, flowKindLabel, flowPathSegment } from "@/lib/flows/model/flow";
import { agentKindOf, loadAgents } from "@/lib/mirror/pickers";

interface NewFlowPageProps {
  kind: FlowKind;
  params: Promise<{ workspace: string }>;
  /** From the page itself: a page loads the forms of all that it imports. */
  Form: ComponentType<NewFlowProps>;
}

/** The page that makes a new flow of either kind. */
export async function NewFlowPage({ kind, params, Form }: NewFlowPageProps) {
  const { user, workspace } = await requireWorkspace((await params).workspace, `${kind}.create`);
  const { slug, requireReason } = workspace;
  return (
    <>
      <PageHeader
        title={`New ${flowKindLabel(kind).toLowerCase()}`}
        crumbs={[
          { href: `/${slug}`, label: workspace.name },
          { href: `/${slug}/${flowPathSegment(kind)}`, label: `${flowKindLabel(kind)}s` },
        ]}
      />
      <Form
        workspace={{ slug, requireReason }}
        userId={user.id}
        agents={await loadAgents(workspace, agentKindOf(kind), user.id)}
      />
    </>
  );
}
