"use client";

import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { type EditorProps, FlowEditor } from "./flow-editor";
import type { FormSections } from "./form-layout";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";
import { MessageBasics, messageSections } from "./sections/message-sections";

/** Gives the sections of a message flow that exists. */
function sectionsOf(flow: MessageFlow, agentName: string | null): FormSections {
  return {
    ...messageSections(flow),
    basics: { content: <MessageBasics flow={flow} agentName={agentName} /> },
  };
}

/** Edits in place what can be changed in a message flow. */
export function MessageFlowEditor(props: EditorProps<MessageFlow>) {
  return <FlowEditor {...props} dialect={MESSAGE_FLOW_FORM} sections={sectionsOf} />;
}
