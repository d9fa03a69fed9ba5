"use client";

import "./strict-csp";
import { createMessageFlowSchema } from "@/lib/flows/create-message-flow";
import type { AgentChoice } from "./agent-picker";
import { FlowCreateForm } from "./flow-create-form";
import { bodyFromForm } from "./form-request";
import { messageFlowValues } from "./form-values";
import { NewMessageFlowFields } from "./message-flow-fields";

interface NewMessageFlowFormProps {
  workspace: { slug: string; requireReason: boolean };
  agents: AgentChoice;
}

const REQUIRED = new Set(["name", "direction", "messageChannel", "agent", "initiationMessage", "prompt"]);

export function NewMessageFlowForm({ workspace, agents }: NewMessageFlowFormProps) {
  return (
    <FlowCreateForm
      workspace={workspace}
      segment="message-flows"
      values={messageFlowValues(null)}
      toBody={(values) => bodyFromForm(values, REQUIRED)}
      schema={createMessageFlowSchema}
    >
      <NewMessageFlowFields agents={agents} />
    </FlowCreateForm>
  );
}
