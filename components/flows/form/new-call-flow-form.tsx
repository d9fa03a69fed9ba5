"use client";

import type { CallFlow } from "@/lib/flows/call-flow";
import type { AgentChoice } from "./agent-picker";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { newCallFlowSections } from "./call-flow-sections";
import type { CallFlowValues } from "./call-flow-values";
import { FlowCreateForm } from "./flow-create-form";
import { useFlowCreate } from "./use-flow-create";

interface NewFlowFormProps {
  workspace: { slug: string; requireReason: boolean };
  /** Whose unsaved edits this device keeps. */
  userId: string;
  agents: AgentChoice;
}

/** Makes a new call flow. */
export function NewCallFlowForm({ workspace, userId, agents }: NewFlowFormProps) {
  const creator = useFlowCreate<CallFlow, CallFlowValues>({
    dialect: CALL_FLOW_FORM,
    workspaceSlug: workspace.slug,
    userId,
  });
  return (
    <FlowCreateForm
      creator={creator}
      requireReason={workspace.requireReason}
      sections={newCallFlowSections(agents)}
    />
  );
}
