import type { FlowKind as StoredKind } from "@/lib/db/generated/enums";
import type { CallFlow, StoredWebhookHeader } from "./call-flow";
import type { MessageFlow } from "./message-flow";

/** Any flow in normal form. It may contain secrets (webhook headers): see `maskFlowSecrets`. */
export type Flow = CallFlow | MessageFlow;

/** A call flow without secrets: every header value is masked and has a digest beside it. */
export type StoredCallFlow = CallFlow<StoredWebhookHeader>;

/** A flow as it is stored in a revision. */
export type StoredFlow = StoredCallFlow | MessageFlow;

/** Whether a flow is a call flow. Only message flows have the field that decides. */
export function isCallFlow<T extends StoredFlow | Flow>(flow: T): flow is Exclude<T, MessageFlow> {
  return !("messageChannel" in flow);
}

/** The two kinds of flow that the upstream keeps. */
export const FLOW_KINDS = ["call_flow", "message_flow"] as const satisfies readonly StoredKind[];
export type FlowKind = (typeof FLOW_KINDS)[number];

/** Keys below which a document that somebody has, such as an answer of the upstream, may have the flow itself. */
export const FLOW_WRAPPERS = ["data", "flow", "callFlow", "messageFlow"];

/** The part of a path that names a kind, the same in the portal's addresses and in the upstream's. */
type FlowPathSegment = "call-flows" | "message-flows";

/** Returns the path segment of a kind, for example `call-flows`. */
export function flowPathSegment(kind: FlowKind): FlowPathSegment {
  return kind === "call_flow" ? "call-flows" : "message-flows";
}

/** Returns the kind in words for people, for example `Call flow`. */
export function flowKindLabel(kind: FlowKind): string {
  return kind === "call_flow" ? "Call flow" : "Message flow";
}
