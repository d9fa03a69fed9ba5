import type { MessageFlow } from "@/lib/flows/message-flow";
import { MessageFlowEditor } from "../form/message-flow-editor";
import { MESSAGE_FLOW_DETAILS, MESSAGE_FLOW_MORE } from "./fact-paths";
import { FlowFacts } from "./flow-facts";

interface MessageFlowDetailsProps {
  workspace: { slug: string; requireReason: boolean };
  flow: MessageFlow;
  etag: string;
  /** The agent's name, where it is known. */
  agentName: string | null;
  mayEdit: boolean;
}

/** A message flow's fields: a form for those who may edit, facts for the others. */
export function MessageFlowDetails({ workspace, flow, etag, agentName, mayEdit }: MessageFlowDetailsProps) {
  return (
    <div className="flex flex-col gap-5">
      {mayEdit ? (
        <MessageFlowEditor workspace={workspace} flow={flow} etag={etag} agentName={agentName} />
      ) : (
        <FlowFacts flow={flow} title="Details" paths={MESSAGE_FLOW_DETAILS} agentName={agentName} />
      )}
      <FlowFacts flow={flow} title="More settings" paths={MESSAGE_FLOW_MORE} />
    </div>
  );
}
