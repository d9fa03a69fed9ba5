"use client";

import type { FieldValues } from "react-hook-form";
import type { AgentChoice } from "./agent-picker";
import { FlowCreateForm } from "./flow-create-form";
import type { FlowForm } from "./flow-form";
import type { FormSections } from "./form-layout";
import { useFlowCreate } from "./use-flow-create";

/** The properties of a form for a new flow of either kind. */
export interface NewFlowProps {
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
export function NewFlowForm<Flow, Values extends FieldValues>(props: NewFlowFormProps<Flow, Values>) {
  const { dialect, sections, workspace, userId, agents } = props;
  const creator = useFlowCreate<Flow, Values>({ dialect, workspaceSlug: workspace.slug, userId });
  return (
    <FlowCreateForm creator={creator} requireReason={workspace.requireReason} sections={sections(agents)} />
  );
}
