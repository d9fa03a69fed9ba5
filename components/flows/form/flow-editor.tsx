"use client";

import type { FieldValues } from "react-hook-form";
import { type Flow, flowPathSegment } from "@/lib/flows/model/flow";
import type { FlowDrift } from "@/lib/mirror/drift";
import { draftKey } from "../drafts/draft-store";
import { FlowEditForm } from "./flow-edit-form";
import type { FlowForm } from "./flow-form";
import type { FormSections } from "./form-layout";
import { useFlowEditor } from "./use-flow-editor";

/** What an editor of either kind of flow is given. */
export interface EditorProps<Flow> {
  workspace: { slug: string; requireReason: boolean };
  /** Whose unsaved edits this device keeps. */
  userId: string;
  flow: Flow;
  etag: string;
  /** The agent's name, where it is known. */
  agentName: string | null;
  /** How the flow stands to what was last agreed to here; null while nothing is stored yet. */
  drift: FlowDrift | null;
}

interface FlowEditorProps<Own extends Flow, Values extends object> extends EditorProps<Own> {
  dialect: FlowForm<Own, Values>;
  sections: (flow: Own, agentName: string | null) => FormSections;
}

/** Edits a flow of one kind in place. */
export function FlowEditor<Own extends Flow, Values extends FieldValues>(
  props: FlowEditorProps<Own, Values>,
) {
  const { dialect, sections, workspace, userId, flow, etag, agentName, drift } = props;
  const segment = flowPathSegment(dialect.kind);
  const apiPath = `/api/workspaces/${workspace.slug}/${segment}/${flow.id}`;
  const editor = useFlowEditor<Own, Values>({
    dialect,
    apiPath,
    flow,
    etag,
    draftKey: draftKey(userId, workspace.slug, `${segment}.${flow.id}`),
  });
  return (
    <FlowEditForm
      editor={editor}
      apiPath={apiPath}
      workspaceSlug={workspace.slug}
      requireReason={workspace.requireReason}
      drift={drift}
      sections={sections(editor.base.flow, agentName)}
    />
  );
}
