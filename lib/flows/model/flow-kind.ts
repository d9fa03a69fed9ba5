/** The two kinds of flow that the upstream keeps. */
export type FlowKind = "call_flow" | "message_flow";

/** The part of a path that stands for a kind, the same in the portal's addresses and in the upstream's. */
export type FlowPathSegment = "call-flows" | "message-flows";

/** Gives the path segment of a kind, for example `call-flows`. */
export function flowPathSegment(kind: FlowKind): FlowPathSegment {
  return kind === "call_flow" ? "call-flows" : "message-flows";
}

/** Gives the kind that a path segment names, or null when it names none. */
export function flowKindFromSegment(segment: string): FlowKind | null {
  if (segment === "call-flows") return "call_flow";
  if (segment === "message-flows") return "message_flow";
  return null;
}

/** Gives the kind in words for people, for example `Call flow`. */
export function flowKindLabel(kind: FlowKind): string {
  return kind === "call_flow" ? "Call flow" : "Message flow";
}
