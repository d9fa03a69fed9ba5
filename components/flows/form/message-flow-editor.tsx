"use client";

import "./strict-csp";
import type { MessageFlow } from "@/lib/flows/message-flow";
import { updateMessageFlowSchema } from "@/lib/flows/update-message-flow";
import { FlowEditForm } from "./flow-edit-form";
import { type MessageFlowValues, messageFlowValues } from "./form-values";
import { MessageFlowFields } from "./message-flow-fields";
import { useFlowEditor } from "./use-flow-editor";

interface MessageFlowEditorProps {
  workspace: { slug: string; requireReason: boolean };
  flow: MessageFlow;
  etag: string;
  agentName: string | null;
}

/** Edits in place what can be changed in a message flow. */
export function MessageFlowEditor({ workspace, flow, etag, agentName }: MessageFlowEditorProps) {
  const workspaceApiPath = `/api/workspaces/${workspace.slug}`;
  const editor = useFlowEditor<MessageFlow, MessageFlowValues>({
    apiPath: `${workspaceApiPath}/message-flows/${flow.id}`,
    flow,
    etag,
    requireReason: workspace.requireReason,
    toValues: messageFlowValues,
    schema: updateMessageFlowSchema,
  });
  return (
    <FlowEditForm editor={editor} workspaceApiPath={workspaceApiPath} requireReason={workspace.requireReason}>
      <MessageFlowFields flow={flow} agentName={agentName} />
    </FlowEditForm>
  );
}
