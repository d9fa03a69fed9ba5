"use client";

import type { MessageFlow } from "@/lib/flows/message-flow";
import type { AgentChoice } from "./agent-picker";
import { FlowCreateForm } from "./flow-create-form";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { newMessageFlowSections } from "./message-flow-sections";
import type { MessageFlowValues } from "./message-flow-values";
import { useFlowCreate } from "./use-flow-create";

interface NewFlowFormProps {
  workspace: { slug: string; requireReason: boolean };
  /** Whose unsaved edits this device keeps. */
  userId: string;
  agents: AgentChoice;
}

/** Makes a new message flow. */
export function NewMessageFlowForm({ workspace, userId, agents }: NewFlowFormProps) {
  const creator = useFlowCreate<MessageFlow, MessageFlowValues>({
    dialect: MESSAGE_FLOW_FORM,
    workspaceSlug: workspace.slug,
    userId,
  });
  return (
    <FlowCreateForm
      creator={creator}
      requireReason={workspace.requireReason}
      sections={newMessageFlowSections(agents)}
    />
  );
}
