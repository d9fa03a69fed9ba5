import "server-only";
import canonicalize from "canonicalize";
import { MASK } from "@/lib/flows/diff/secret-values";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { CreateFlow, FlowPatch } from "@/lib/flows/requests/apply-patch";
import type { CallFlowPatch, CreateCallFlow } from "@/lib/flows/requests/call-flow-requests";
import type { CreateMessageFlow, MessageFlowPatch } from "@/lib/flows/requests/message-flow-requests";
import { isJsonObject } from "@/lib/json/json-value";
import { invalidBody } from "@/lib/problems/problem";
import { createCallFlowWire, updateCallFlowWire } from "@/lib/upstream/call-flow-wire";
import { withCallLimits } from "@/lib/upstream/call-limits";
import { createMessageFlowWire, updateMessageFlowWire } from "@/lib/upstream/message-flow-wire";
import { PatchNotPossible } from "@/lib/upstream/problems";
import type { WireRequest } from "@/lib/upstream/request";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

function orInvalidBody<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PatchNotPossible)) throw error;
    throw invalidBody(error.errors);
  }
}

/**
 * The upstream request that makes a patch real; null when everything is as wanted already.
 * @param base the flow as it was read last; base and patch must be of the kind
 * @param raw the upstream's answer that the base was read from; null where it is not known any more
 * @throws Problem `invalid_body` when this very flow can't take the patch
 */
export function updateWire(kind: FlowKind, base: Flow, patch: FlowPatch, raw: unknown): WireRequest | null {
  return orInvalidBody(() =>
    kind === "call_flow"
      ? updateCallFlowWire(base as CallFlow, patch as CallFlowPatch, raw)
      : updateMessageFlowWire(base as MessageFlow, patch as MessageFlowPatch, raw),
  );
}

/**
 * A patch of a flow with all that its update must set beside what was asked for: call limits, where the upstream demands
 * them and shows none.
 * @param raw the upstream's answer that the base was read from; null where it is not known any more
 * @throws Problem `invalid_body` for limits that nobody chose
 */
export function completePatch(
  { defaultCallLimits }: Pick<ConnectedWorkspace, "defaultCallLimits">,
  kind: FlowKind,
  base: Flow,
  patch: FlowPatch,
  raw: unknown,
): FlowPatch {
  if (kind === "message_flow") return patch;
  return orInvalidBody(() =>
    withCallLimits(base as CallFlow, patch as CallFlowPatch, raw, defaultCallLimits),
  );
}

/** The request that creates a flow; the body must be of the kind. */
export function createWire(kind: FlowKind, body: CreateFlow): WireRequest {
  return kind === "call_flow"
    ? createCallFlowWire(body as CreateCallFlow)
    : createMessageFlowWire(body as CreateMessageFlow);
}

/**
 * A digest that a repeated request has and another one has not. It is keyed with the workspace's digest key, since the
 * body may hold secrets and the digest is stored.
 */
export function requestDigest(workspace: ConnectedWorkspace, parts: unknown[]): string {
  return workspace.digest(canonicalize(parts) ?? "");
}

/** A request body fit for the journal: the values of webhook headers, in either of their shapes, are masked. */
export function maskedBody(body: object): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === "headers" ? maskedHeaders(value) : value)));
}

function maskedHeaders(headers: unknown): unknown {
  if (Array.isArray(headers)) {
    return headers.map((header) => (isJsonObject(header) ? { ...header, value: MASK } : MASK));
  }
  return isJsonObject(headers)
    ? Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]))
    : headers && MASK;
}
