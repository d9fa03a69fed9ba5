import type { CallFlow } from "@/lib/flows/call-flow";
import { Notice } from "../../ui/notice";
import { CallFlowEditor } from "../form/call-flow-editor";
import { CALL_FLOW_DETAILS, CALL_FLOW_MORE } from "./fact-paths";
import { FlowFacts } from "./flow-facts";
import { WebhookList } from "./webhook-list";

interface CallFlowDetailsProps {
  workspace: { slug: string; requireReason: boolean };
  flow: CallFlow;
  etag: string;
  /** The agent's name, where it is known. */
  agentName: string | null;
  mayEdit: boolean;
}

/** A call flow's fields: a form for those who may edit, facts for the others. */
export function CallFlowDetails({ workspace, flow, etag, agentName, mayEdit }: CallFlowDetailsProps) {
  return (
    <div className="flex flex-col gap-5">
      {mayEdit ? (
        <CallFlowEditor workspace={workspace} flow={flow} etag={etag} agentName={agentName} />
      ) : (
        <FlowFacts flow={flow} title="Details" paths={CALL_FLOW_DETAILS} agentName={agentName} />
      )}
      <WebhookList webhooks={flow.webhooks ?? []} />
      <FlowFacts flow={flow} title="More settings" paths={CALL_FLOW_MORE} />
    </div>
  );
}

/** What to know before a call flow is changed. */
export function CallFlowWarnings({ flow }: { flow: CallFlow }) {
  if (flow.promptType === null || flow.promptType === "simple") return null;
  return (
    <Notice tone="warn" title="Saving converts this flow to a simple prompt">
      Its prompt type is &ldquo;{flow.promptType}&rdquo;, made in the upstream&rsquo;s visual editor. The
      upstream accepts updates of simple prompts only, so any change saved here turns it into one.
    </Notice>
  );
}
