"use client";

import type { CallFlow } from "@/lib/flows/model/call-flow";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { type EditorProps, FlowEditor } from "./flow-editor";
import type { FormSections } from "./form-layout";
import { BasicsSection } from "./sections/basics-section";
import { callSections, LimitsSection } from "./sections/call-sections";
import { HoursSection } from "./sections/shared-sections";

/** Gives the sections of a call flow that exists: the upstream takes limits and hours only then. */
function sectionsOf(flow: CallFlow, agentName: string | null): FormSections {
  return {
    ...callSections(flow),
    basics: { content: <BasicsSection flow={flow} agents={null} agentName={agentName} /> },
    limits: { content: <LimitsSection /> },
    hours: { content: <HoursSection /> },
  };
}

/** Edits a call flow in place. */
export function CallFlowEditor(props: EditorProps<CallFlow>) {
  return <FlowEditor {...props} dialect={CALL_FLOW_FORM} sections={sectionsOf} />;
}
