"use client";

import type { FieldValues } from "react-hook-form";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { type Flow, flowPathSegment } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { FlowDrift } from "@/lib/mirror/drift";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { FlowEditForm } from "./flow-edit-form";
import type { FlowForm } from "./flow-form";
import type { FormSections } from "./form-layout";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { BasicsSection } from "./sections/basics-section";
import { callSections, LimitsSection } from "./sections/call-sections";
import { MessageBasics, messageSections } from "./sections/message-sections";
import { HoursSection } from "./sections/shared-sections";
import { useFlowEditor } from "./use-flow-editor";

/** The properties of an editor of either kind of flow. */
export interface EditorProps<Flow> {
  workspace: { slug: string; requireReason: boolean };
  /** The person whose unsaved edits this device keeps. */
  userId: string;
  flow: Flow;
  etag: string;
  /** The agent's name, where it is known. */
  agentName: string | null;
  /** The flow's drift from its accepted state; null while nothing is stored yet. */
  drift: FlowDrift | null;
}

interface FlowEditorProps<Own extends Flow, Values extends object> extends EditorProps<Own> {
  dialect: FlowForm<Own, Values>;
  sections: (flow: Own, agentName: string | null) => FormSections;
}

/** Edits a flow of one kind in place. */
function FlowEditor<Own extends Flow, Values extends FieldValues>(props: FlowEditorProps<Own, Values>) {
  const { dialect, sections, workspace, userId, flow, etag, agentName, drift } = props;
  const segment = flowPathSegment(dialect.kind);
  const apiPath = `/api/workspaces/${workspace.slug}/${segment}/${flow.id}`;
  const editor = useFlowEditor<Own, Values>({
    dialect,
    apiPath,
    flow,
    etag,
    draftOf: { userId, flow: `${workspace.slug}.${segment}.${flow.id}` },
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

/** Returns the sections of an existing call flow. The upstream takes limits and hours only for those. */
function callFlowSections(flow: CallFlow, agentName: string | null): FormSections {
  return {
    ...callSections(flow),
    basics: { content: <BasicsSection flow={flow} agents={null} agentName={agentName} /> },
    limits: { content: <LimitsSection /> },
    hours: { content: <HoursSection /> },
  };
}

/** Edits a call flow in place. */
export function CallFlowEditor(props: EditorProps<CallFlow>) {
  return <FlowEditor {...props} dialect={CALL_FLOW_FORM} sections={callFlowSections} />;
}

/** Returns the sections of an existing message flow. */
function messageFlowSections(flow: MessageFlow, agentName: string | null): FormSections {
  return {
    ...messageSections(flow),
    basics: { content: <MessageBasics flow={flow} agentName={agentName} /> },
  };
}

/** Edits the changeable fields of a message flow in place. */
export function MessageFlowEditor(props: EditorProps<MessageFlow>) {
  return <FlowEditor {...props} dialect={MESSAGE_FLOW_FORM} sections={messageFlowSections} />;
}
