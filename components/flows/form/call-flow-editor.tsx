"use client";

import type { CallFlow } from "@/lib/flows/model/call-flow";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { callFlowSections } from "./call-flow-sections";
import { type EditorProps, FlowEditor } from "./flow-editor";

/** Edits a call flow in place. */
export function CallFlowEditor(props: EditorProps<CallFlow>) {
  return <FlowEditor {...props} dialect={CALL_FLOW_FORM} sections={callFlowSections} />;
}
