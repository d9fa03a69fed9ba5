import { CALL_FLOW_FIELDS, type CallFlowPath } from "@/lib/flows/fields/call-flow-fields";
import type { Field } from "@/lib/flows/fields/field";
import { DEFAULT_CALL_LIMITS } from "@/lib/flows/fields/flow-defaults";
import { takes } from "@/lib/flows/fields/request-schema";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { applyCallFlowPatch } from "@/lib/flows/requests/apply-patch";
import type { CallFlowPatch, CreateCallFlow } from "@/lib/flows/requests/call-flow-requests";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject, withoutNulls } from "@/lib/json/json-value";
import { PatchNotPossible } from "./problems";
import { flowPath, flowsPath, type WireRequest } from "./request";

/** Returns the object without the values that are not known, or undefined when none is left. */
export function onlyKnown<T extends object>(values: T): JsonObject | undefined {
  const known = withoutNulls(values);
  return Object.keys(known).length === 0 ? undefined : known;
}

/** Returns a value as requests carry it: objects of a list lose the values that are not known. */
function sentValue({ kind }: Pick<Field, "kind">, value: unknown): unknown {
  return kind === "items" && Array.isArray(value)
    ? value.map((item) => (isJsonObject(item) ? withoutNulls(item) : item))
    : value;
}

/**
 * Returns everything known of a flow that an update may carry. Whether an update keeps what it leaves out is not
 * documented (upstream quirk Q16). Autopilot, and lists that an update adds to, are left out: they are sent as a
 * difference.
 * @param own values of fields that have a rule of their own, by path; null leaves the field out
 * @returns the body, under the names of the normal form
 */
export function knownOf(
  fields: Record<string, Field>,
  flow: object,
  own: Record<string, unknown> = {},
): JsonObject {
  const body: JsonObject = {};
  for (const [path, field] of Object.entries(fields)) {
    const asDifference = field.life === "appended" || path === "/autopilot";
    if (path.includes("/*") || asDifference || !takes("update", field)) continue;
    const value = Object.hasOwn(own, path) ? own[path] : sentValue(field, valueAt(flow, path));
    if (value !== null && value !== undefined) plantAt(body, path, value);
  }
  return body;
}

/**
 * Returns the request that creates a call flow: the documented body unchanged, since nothing else is known to be
 * accepted.
 */
export function createCallFlowWire(body: CreateCallFlow): WireRequest {
  return { method: "POST", path: flowsPath("call_flow"), body: { ...onlyKnown(body), promptType: "simple" } };
}

function checkPossible(base: CallFlow, patch: CallFlowPatch, intended: CallFlow): void {
  if (patch.autopilot !== undefined && base.autopilot === undefined) {
    throw new PatchNotPossible(
      "/autopilot",
      "This flow has no autopilot: the upstream does not tell one for it",
    );
  }
  const touched = patch.welcomeMessage !== undefined || patch.customWelcomeMessage !== undefined;
  if (!touched || intended.welcomeMessage === null) return;
  const hasText = (intended.customWelcomeMessage ?? "").trim() !== "";
  if (intended.welcomeMessage === "ai_custom" && !hasText) {
    throw new PatchNotPossible(
      "/customWelcomeMessage",
      'Custom welcome message is required when the welcome message is "ai_custom"',
    );
  }
  if (intended.welcomeMessage !== "ai_custom" && (patch.customWelcomeMessage ?? "").trim() !== "") {
    throw new PatchNotPossible(
      "/customWelcomeMessage",
      'Custom welcome message is only used when the welcome message is "ai_custom"',
    );
  }
}

/** Returns the values of fields that have a rule of their own, by path; null leaves a field out. */
function ownRules(
  base: CallFlow,
  patch: CallFlowPatch,
  intended: CallFlow,
): Partial<Record<CallFlowPath, unknown>> {
  const { maxCallDuration, endCallOnSilence } = intended.settings.callSettings;
  return {
    "/name": intended.name === "" ? null : intended.name,
    // Quirk Q7: no request may say `inbound`. A flow that reads so keeps its direction when the request leaves it out.
    "/direction": patch.direction ?? (base.direction === "inbound" ? null : base.direction),
    // Quirk Q30: a request that names `isGlobal` at all may need a permission that most workspaces lack.
    "/isGlobal": intended.isGlobal === true || patch.isGlobal !== undefined ? intended.isGlobal : null,
    "/customWelcomeMessage":
      intended.customWelcomeMessage !== "" || patch.customWelcomeMessage !== undefined
        ? intended.customWelcomeMessage
        : null,
    // Quirk Q8: no other prompt type may be sent, also for a flow that reads another one, and one edition requires it.
    "/promptType": "simple",
    // Quirk Q4: one edition fails an update without both limits, so both are always sent.
    "/settings/callSettings/maxCallDuration": maxCallDuration ?? DEFAULT_CALL_LIMITS.maxCallDuration,
    "/settings/callSettings/endCallOnSilence": endCallOnSilence ?? DEFAULT_CALL_LIMITS.endCallOnSilence,
  };
}

/** Renames the call settings to `callSetting`, their name in requests (upstream quirk Q3). */
function inRequest({ settings, ...body }: JsonObject): JsonObject {
  const { callSettings, ...others } = settings as JsonObject;
  return { ...body, settings: { ...others, callSetting: callSettings } };
}

/**
 * Returns the request that applies a patch to a call flow. It carries everything known that may be written: whether an
 * update keeps what it leaves out is not documented (upstream quirk Q16). Webhooks are sent as a difference, since
 * each entry becomes one more webhook (quirk Q1). So is autopilot, since it can only be flipped (quirk Q2).
 * @param base the flow as it was read just before
 * @throws PatchNotPossible when this flow can't take the patch
 */
export function updateCallFlowWire(base: CallFlow, patch: CallFlowPatch): WireRequest {
  const intended = applyCallFlowPatch(base, patch);
  checkPossible(base, patch, intended);
  const flips = patch.autopilot !== undefined && patch.autopilot !== base.autopilot;
  return {
    method: "PUT",
    path: flowPath("call_flow", base.id),
    body: {
      ...inRequest(knownOf(CALL_FLOW_FIELDS, intended, ownRules(base, patch, intended))),
      ...(patch.webhooks?.length ? { webhooks: patch.webhooks.map((webhook) => withoutNulls(webhook)) } : {}),
      ...(flips ? { toggleAutopilot: true } : {}),
    },
  };
}
