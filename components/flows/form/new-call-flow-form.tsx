"use client";

import "./strict-csp";
import { createCallFlowSchema } from "@/lib/flows/create-call-flow";
import type { AgentChoice } from "./agent-picker";
import { CallFlowFields } from "./call-flow-fields";
import { callFlowBody } from "./call-flow-requests";
import { FlowCreateForm } from "./flow-create-form";
import { callFlowValues } from "./form-values";

interface NewCallFlowFormProps {
  workspace: { slug: string; requireReason: boolean };
  agents: AgentChoice;
}

export function NewCallFlowForm({ workspace, agents }: NewCallFlowFormProps) {
  return (
    <FlowCreateForm
      workspace={workspace}
      segment="call-flows"
      values={callFlowValues(null)}
      toBody={callFlowBody}
      schema={createCallFlowSchema}
    >
      <CallFlowFields flow={null} agents={agents} agentName={null} />
    </FlowCreateForm>
  );
}
