import { NewCallFlowForm } from "@/components/flows/form/new-call-flow-form";
import { NewMessageFlowForm } from "@/components/flows/form/new-message-flow-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireWorkspace } from "@/lib/bff/page-access";
import { type FlowKind, flowKindLabel, flowPathSegment } from "@/lib/flows/flow-kind";
import { loadAgents } from "@/lib/mirror/list-pickers";
import { agentKindOf } from "@/lib/mirror/mirror-agents";

/** Gives the page that makes a new flow, for one kind. */
export function newFlowPageOf(kind: FlowKind) {
  return async function Page({ params }: { params: Promise<{ workspace: string }> }) {
    const { user, workspace } = await requireWorkspace((await params).workspace, `${kind}.create`);
    const { slug, requireReason } = workspace;
    const Form = kind === "call_flow" ? NewCallFlowForm : NewMessageFlowForm;
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
          agents={await loadAgents(workspace, agentKindOf(kind))}
        />
      </>
    );
  };
}
