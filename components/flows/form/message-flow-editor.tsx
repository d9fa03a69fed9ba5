"use client";

import type { MessageFlow } from "@/lib/flows/message-flow";
import { draftKey } from "../drafts/draft-store";
import type { EditorProps } from "./editor-props";
import { FlowEditForm } from "./flow-edit-form";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { messageFlowSections } from "./message-flow-sections";
import type { MessageFlowValues } from "./message-flow-values";
import { useFlowEditor } from "./use-flow-editor";

/** Edits in place what can be changed in a message flow. */
export function MessageFlowEditor({
  workspace,
  userId,
  flow,
  etag,
  agentName,
  drift,
}: EditorProps<MessageFlow>) {
  const apiPath = `/api/workspaces/${workspace.slug}/message-flows/${flow.id}`;
  const editor = useFlowEditor<MessageFlow, MessageFlowValues>({
    dialect: MESSAGE_FLOW_FORM,
    apiPath,
    flow,
    etag,
    draftKey: draftKey(userId, workspace.slug, `message-flows.${flow.id}`),
  });
  return (
    <FlowEditForm
      editor={editor}
      apiPath={apiPath}
      workspaceSlug={workspace.slug}
      requireReason={workspace.requireReason}
      drift={drift}
      sections={messageFlowSections(editor.base.flow, agentName)}
    />
  );
}
