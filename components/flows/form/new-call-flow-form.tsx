"use client";

import { CALL_FLOW_FORM } from "./call-flow-form";
import { newCallFlowSections } from "./call-flow-sections";
import { NewFlowForm, type NewFlowProps } from "./new-flow-form";

/** Makes a new call flow. */
export function NewCallFlowForm(props: NewFlowProps) {
  return <NewFlowForm {...props} dialect={CALL_FLOW_FORM} sections={newCallFlowSections} />;
}
