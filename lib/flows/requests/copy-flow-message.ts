import { MESSAGE_FLOW_FIELDS } from "@/lib/flows/fields/message-flow-fields";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { type CopyDraft, copiedBy, neverCopied, unknownToUs } from "./copy-flow-draft";

/** Drafts the copy of a message flow. A create takes everything that an update takes, so nothing follows it. */
export function messageFlowCopy(flow: MessageFlow): CopyDraft {
  return {
    body: { ...copiedBy("create", MESSAGE_FLOW_FIELDS, flow, {}), autopilot: false },
    later: null,
    notCopied: [...neverCopied(MESSAGE_FLOW_FIELDS, flow, () => false), ...unknownToUs(flow.unknownFields)],
  };
}
