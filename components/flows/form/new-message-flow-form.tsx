"use client";

import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { newMessageFlowSections } from "./message-flow-sections";
import { NewFlowForm, type NewFlowProps } from "./new-flow-form";

/** Makes a new message flow. */
export function NewMessageFlowForm(props: NewFlowProps) {
  return <NewFlowForm {...props} dialect={MESSAGE_FLOW_FORM} sections={newMessageFlowSections} />;
}
