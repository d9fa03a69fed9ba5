"use client";

import type { AgentChoice } from "./agent-picker";
import { CALL_FLOW_FORM } from "./call-flow-form";
import type { FormSections } from "./form-layout";
import { NewFlowForm, type NewFlowProps } from "./new-flow-form";
import { BasicsSection } from "./sections/basics-section";
import { callSections } from "./sections/call-sections";

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
