import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import { CallFlowEditor } from "../form/call-flow-editor";
import type { EditorProps } from "../form/editor-props";
import { MessageFlowEditor } from "../form/message-flow-editor";
import { FlowReading } from "./flow-reading";

interface FlowDetailsProps extends EditorProps<Flow> {
  mayEdit: boolean;
}

/** A flow's fields: a form for those who may edit, facts for the others. */
export function FlowDetails({ mayEdit, flow, ...rest }: FlowDetailsProps) {
  if (!mayEdit) return <FlowReading flow={flow} agentName={rest.agentName} />;
  return isCallFlow(flow) ? (
    <CallFlowEditor flow={flow} {...rest} />
  ) : (
    <MessageFlowEditor flow={flow} {...rest} />
  );
}
