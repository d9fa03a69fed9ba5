"use client";

import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { type EditorProps, FlowEditor } from "./flow-editor";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { messageFlowSections } from "./message-flow-sections";

/** Edits in place what can be changed in a message flow. */
export function MessageFlowEditor(props: EditorProps<MessageFlow>) {
  return <FlowEditor {...props} dialect={MESSAGE_FLOW_FORM} sections={messageFlowSections} />;
}
