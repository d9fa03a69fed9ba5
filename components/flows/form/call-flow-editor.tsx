"use client";

import type { CallFlow } from "@/lib/flows/call-flow";
import { draftKey } from "../drafts/draft-store";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { callFlowSections } from "./call-flow-sections";
import type { CallFlowValues } from "./call-flow-values";
import type { EditorProps } from "./editor-props";
import { FlowEditForm } from "./flow-edit-form";
import { useFlowEditor } from "./use-flow-editor";

/** Edits a call flow in place. */
export function CallFlowEditor({ workspace, userId, flow, etag, agentName, drift }: EditorProps<CallFlow>) {
  const apiPath = `/api/workspaces/${workspace.slug}/call-flows/${flow.id}`;
  const editor = useFlowEditor<CallFlow, CallFlowValues>({
    dialect: CALL_FLOW_FORM,
    apiPath,
    flow,
    etag,
    draftKey: draftKey(userId, workspace.slug, `call-flows.${flow.id}`),
  });
  return (
    <FlowEditForm
      editor={editor}
      apiPath={apiPath}
      workspaceSlug={workspace.slug}
      requireReason={workspace.requireReason}
      drift={drift}
      sections={callFlowSections(editor.base.flow, agentName)}
    />
  );
}
