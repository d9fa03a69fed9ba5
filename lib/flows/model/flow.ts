import type { CallFlow } from "./call-flow";
import type { MessageFlow } from "./message-flow";
import type { StoredWebhookHeader } from "./webhook";

/** Any flow in normal form. It may hold secrets (webhook headers): see `maskFlowSecrets`. */
export type Flow = CallFlow | MessageFlow;

/** A call flow without secrets: every header value is masked and has a digest beside it. */
export type StoredCallFlow = CallFlow<StoredWebhookHeader>;

/** A flow as it is stored in a revision. */
export type StoredFlow = StoredCallFlow | MessageFlow;

/** Tells a call flow from a message flow by the field that only message flows have. */
export function isCallFlow<T extends StoredFlow | Flow>(flow: T): flow is Exclude<T, MessageFlow> {
  return !("messageChannel" in flow);
}
