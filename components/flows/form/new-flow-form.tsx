"use client";

import type { FieldValues } from "react-hook-form";
import type { AgentChoice } from "./agent-picker";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { FlowCreateForm } from "./flow-create-form";
import type { FlowForm } from "./flow-form";
import type { FormSections } from "./form-layout";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { BasicsSection } from "./sections/basics-section";
import { callSections } from "./sections/call-sections";
import { messageSections, NewMessageBasics } from "./sections/message-sections";
import { useFlowCreate } from "./use-flow-create";

/** The properties of a form for a new flow of either kind. */
interface NewFlowProps {
  workspace: { slug: string; requireReason: boolean };
  /** The person whose unsaved edits this device keeps. */
  userId: string;
  agents: AgentChoice;
}

interface NewFlowFormProps<Flow, Values extends object> extends NewFlowProps {
  dialect: FlowForm<Flow, Values>;
  sections: (agents: AgentChoice) => FormSections;
}

/** Makes a new flow of one kind. */
function NewFlowForm<Flow, Values extends FieldValues>(props: NewFlowFormProps<Flow, Values>) {
  const { dialect, sections, workspace, userId, agents } = props;
  const creator = useFlowCreate<Flow, Values>({ dialect, workspaceSlug: workspace.slug, userId });
  return (
    <FlowCreateForm creator={creator} requireReason={workspace.requireReason} sections={sections(agents)} />
  );
}

/** Returns the sections of a new call flow. */
function newCallFlowSections(agents: AgentChoice): FormSections {
  return {
    ...callSections(null),
    basics: { content: <BasicsSection flow={null} agents={agents} agentName={null} /> },
  };
}

/** Makes a new call flow. */
export function NewCallFlowForm(props: NewFlowProps) {
  return <NewFlowForm {...props} dialect={CALL_FLOW_FORM} sections={newCallFlowSections} />;
}

/** Returns the sections of a new message flow. */
function newMessageFlowSections(agents: AgentChoice): FormSections {
  return { ...messageSections(null), basics: { content: <NewMessageBasics agents={agents} /> } };
}

/** Makes a new message flow. */
export function NewMessageFlowForm(props: NewFlowProps) {
  return <NewFlowForm {...props} dialect={MESSAGE_FLOW_FORM} sections={newMessageFlowSections} />;
}
