"use client";

import "./strict-csp";
import type { CallFlow } from "@/lib/flows/call-flow";
import { updateCallFlowSchema } from "@/lib/flows/update-call-flow";
import { CallFlowFields } from "./call-flow-fields";
import { callFlowPatch } from "./call-flow-requests";
import { FlowEditForm } from "./flow-edit-form";
import { type CallFlowValues, callFlowValues } from "./form-values";
import { useFlowEditor } from "./use-flow-editor";

interface CallFlowEditorProps {
  workspace: { slug: string; requireReason: boolean };
  flow: CallFlow;
  etag: string;
  agentName: string | null;
}

/** Edits a call flow in place. */
export function CallFlowEditor({ workspace, flow, etag, agentName }: CallFlowEditorProps) {
  const workspaceApiPath = `/api/workspaces/${workspace.slug}`;
  const editor = useFlowEditor<CallFlow, CallFlowValues>({
    apiPath: `${workspaceApiPath}/call-flows/${flow.id}`,
    flow,
    etag,
    requireReason: workspace.requireReason,
    toValues: callFlowValues,
    schema: updateCallFlowSchema,
    toPatch: callFlowPatch,
  });
  return (
    <FlowEditForm editor={editor} workspaceApiPath={workspaceApiPath} requireReason={workspace.requireReason}>
      <CallFlowFields flow={flow} agents={null} agentName={agentName} />
    </FlowEditForm>
  );
}
