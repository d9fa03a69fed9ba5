import type { CallFlowPath } from "@/lib/flows/fields/call-flow-fields";
import { type Field, takes } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { applyCallFlowPatch, type FlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import type { CallFlowPatch, CreateCallFlow } from "@/lib/flows/requests/call-flow-requests";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject, withoutNulls } from "@/lib/json/json-value";
import { isBlank } from "@/lib/text/readable";
import { checkReadable, keepSettings, rawAt, sentAsRead } from "./as-read";
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

/** Quirk Q8: an update of a call flow always names the prompt type, which may convert a flow that reads another one. */
export const SET_BY_EVERY_UPDATE: readonly string[] = ["/promptType"];

/** Marks a field that an update leaves out. */
const LEFT_OUT = Symbol("left out");

interface Update {
  base: Flow;
  patch: FlowPatch;
  /** The flow that the patch intends. */
  intended: Flow;
  /** The upstream's answer that the base was read from; null where it is not known any more. */
  raw: unknown;
}

function valueToSend(
  kind: FlowKind,
  path: string,
  field: Field,
  { intended, raw, base, set }: Update & { set: ReadonlySet<string> },
): unknown {
  const value = valueAt(intended, path);
  const known = value === null || value === undefined ? LEFT_OUT : sentValue(field, value);
  if (set.has(path)) return known;
  const answered = rawAt(raw, path);
  if (answered !== undefined) return sentAsRead(kind, path, answered, value);
  // Only its mask is known.
  return base.kept?.some((kept) => kept.path === path) ? LEFT_OUT : known;
}

const sentFields = (kind: FlowKind) =>
  flowFields(kind).filter(([path, field]) => {
    const asDifference = field.life === "appended" || path === "/autopilot";
    return !path.includes("/*") && !asDifference && takes("update", field);
  });

/** The fields that every update carries. */
const SENT: Record<FlowKind, ReturnType<typeof flowFields>> = {
  call_flow: sentFields("call_flow"),
  message_flow: sentFields("message_flow"),
};

/**
 * Returns everything of a flow that an update may carry. Whether an update keeps what it leaves out is not documented
 * (upstream quirk Q16). What the patch doesn't set goes back as it was read, also in a form that we don't read; where
 * the answer lacked it, as it is known. Autopilot, and lists that an update adds to, are left out: they are sent as a
 * difference.
 * @param own values of fields that have a rule of their own, by path
 * @returns the body, under the names of the normal form
 */
export function knownOf(kind: FlowKind, update: Update, own: Record<string, unknown> = {}): JsonObject {
  const body: JsonObject = {};
  const planned = { ...update, set: new Set(patchPaths(update.patch)) };
  for (const [path, field] of SENT[kind]) {
    const value = Object.hasOwn(own, path) ? own[path] : valueToSend(kind, path, field, planned);
    if (value !== LEFT_OUT) plantAt(body, path, value);
  }
  keepSettings(kind, body, update.raw, update.patch);
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
    throw new PatchNotPossible([
      { path: "/autopilot", message: "This flow has no autopilot: Trillet does not tell one for it" },
    ]);
  }
  const touched = patch.welcomeMessage !== undefined || patch.customWelcomeMessage !== undefined;
  if (!touched || intended.welcomeMessage === null) return;
  const hasText = !isBlank(intended.customWelcomeMessage ?? "");
  if (intended.welcomeMessage === "ai_custom" && !hasText) {
    throw new PatchNotPossible([
      {
        path: "/customWelcomeMessage",
        message: 'Custom welcome message is required when the welcome message is "ai_custom"',
      },
    ]);
  }
  if (intended.welcomeMessage !== "ai_custom" && !isBlank(patch.customWelcomeMessage ?? "")) {
    throw new PatchNotPossible([
      {
        path: "/customWelcomeMessage",
        message: 'Custom welcome message is only used when the welcome message is "ai_custom"',
      },
    ]);
  }
}

/** Returns the values of fields that have a rule of their own, by path. */
function ownRules({
  patch,
  base,
  intended,
}: Update & { base: CallFlow; patch: CallFlowPatch; intended: CallFlow }) {
  const isUnread = (path: CallFlowPath) => base.kept?.some((kept) => kept.path === path) ?? false;
  const leftOut = new Map<CallFlowPath, boolean>([
    ["/name", intended.name === "" && !isUnread("/name")],
    // Quirk Q7: no request may say `inbound`. A flow that reads so keeps its direction when the request leaves it out.
    ["/direction", patch.direction === undefined && base.direction === "inbound"],
    // Quirk Q30: a request that names `isGlobal` at all may need a permission that most workspaces lack.
    ["/isGlobal", intended.isGlobal !== true && patch.isGlobal === undefined && !isUnread("/isGlobal")],
    [
      "/customWelcomeMessage",
      intended.customWelcomeMessage === "" && patch.customWelcomeMessage === undefined,
    ],
  ]);
  const without = [...leftOut].filter(([, isLeftOut]) => isLeftOut).map(([path]) => [path, LEFT_OUT]);
  // Quirk Q8: no other prompt type may be sent, also for a flow that reads another one, and one edition requires it.
  return { ...Object.fromEntries(without), "/promptType": "simple" };
}

/** Renames the call settings to `callSetting`, their name in requests (upstream quirk Q3). */
function inRequest({ settings, ...body }: JsonObject): JsonObject {
  if (!isJsonObject(settings)) return settings === undefined ? body : { ...body, settings };
  const { callSettings, ...others } = settings;
  return {
    ...body,
    settings: callSettings === undefined ? others : { ...others, callSetting: callSettings },
  };
}

/**
 * Returns the request that applies a patch to a call flow. It carries everything that may be written: whether an update
 * keeps what it leaves out is not documented (upstream quirk Q16). Webhooks are sent as a difference, since each entry
 * becomes one more webhook (quirk Q1). So is autopilot, since it can only be flipped (quirk Q2). A call limit that
 * neither the answer nor anybody here named is not sent (quirk Q4): see `withCallLimits`.
 * @param base the flow as it was read just before
 * @param raw the upstream's answer that it was read from; null where it is not known any more
 * @throws PatchNotPossible when this flow can't take the patch
 */
export function updateCallFlowWire(base: CallFlow, patch: CallFlowPatch, raw: unknown = null): WireRequest {
  const intended = applyCallFlowPatch(base, patch);
  checkReadable("call_flow", base, patch);
  checkPossible(base, patch, intended);
  const flips = patch.autopilot !== undefined && patch.autopilot !== base.autopilot;
  const update = { base, patch, intended, raw };
  return {
    method: "PUT",
    path: flowPath("call_flow", base.id),
    body: {
      ...inRequest(knownOf("call_flow", update, ownRules(update))),
      ...(patch.webhooks?.length ? { webhooks: patch.webhooks.map((webhook) => withoutNulls(webhook)) } : {}),
      ...(flips ? { toggleAutopilot: true } : {}),
    },
  };
}
