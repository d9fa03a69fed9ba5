"use client";

import type { AgentChoice } from "./agent-picker";
import type { FormSections } from "./form-layout";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { NewFlowForm, type NewFlowProps } from "./new-flow-form";
import { messageSections, NewMessageBasics } from "./sections/message-sections";

/** Returns the sections of a new message flow. */
function newMessageFlowSections(agents: AgentChoice): FormSections {
  return { ...messageSections(null), basics: { content: <NewMessageBasics agents={agents} /> } };
}

/** Makes a new message flow. */
export function NewMessageFlowForm(props: NewFlowProps) {
  return <NewFlowForm {...props} dialect={MESSAGE_FLOW_FORM} sections={newMessageFlowSections} />;
}
