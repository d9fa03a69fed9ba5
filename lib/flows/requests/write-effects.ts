import { CALL_FLOW_FIELDS } from "@/lib/flows/fields/call-flow-fields";
import { LIMIT_NAMES, type LimitName } from "@/lib/flows/fields/call-limits";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { type CreateFlow, type FlowPatch, patchPaths } from "./apply-patch";
import type { CallFlowPatch, CreateCallFlow } from "./call-flow-requests";
import type { CreateMessageFlow, MessageFlowPatch } from "./message-flow-requests";
import { info, promptTypeEffect, type WriteEffect, warn } from "./write-effect";

interface NamedWebhook {
  name: string;
  url: string;
}

interface SentWebhook extends NamedWebhook {
  body?: string | undefined;
}

function isSame(one: NamedWebhook, other: NamedWebhook): boolean {
  return one.name === other.name && one.url === other.url;
}

/**
 * Returns the effects of sending webhooks. Upstream quirk Q1: each one sent is one more, whatever its name, and no
 * request removes it again. Quirk Q12: an update may rewrite the body's text from the variables.
 * @param present the flow's own webhooks before the write
 */
function effectsOfWebhooks(
  sent: SentWebhook[],
  present: NamedWebhook[],
  write: "create" | "update",
): WriteEffect[] {
  return sent.flatMap((webhook, index) => {
    const name = `"${webhook.name}"`;
    const effects = [
      warn("webhook_permanent", `The webhook ${name} stays for good: it can't be changed or removed later.`),
    ];
    if ([...present, ...sent.slice(0, index)].some((other) => isSame(other, webhook))) {
      const text = `There is a webhook ${name} with the same address already: this makes a second one beside it.`;
      effects.push(warn("webhook_repeated", text));
    }
    if (write === "update" && webhook.body) {
      const text = `Trillet may replace the body text of the webhook ${name} by one that it makes from the variables.`;
      effects.push(info("webhook_body_replaced", text));
    }
    return effects;
  });
}

const PUBLIC = warn(
  "public_access_on",
  "Public access will be on: the flow can then be used by anyone, not only by this workspace.",
);
const GLOBAL = warn(
  "global_permission",
  "The request says whether the flow is global; Trillet refuses that where the workspace lacks the permission for it.",
);

function autopilotEffect(on: boolean): WriteEffect {
  return on
    ? warn("autopilot_on", "Autopilot will be switched on: the agent then writes and answers by itself.")
    : info("autopilot_off", "Autopilot will be switched off.");
}

/** Returns the effects on the switches that people notice at once, where a switch changes. */
function switchEffects(flow: CallFlow, patch: CallFlowPatch): WriteEffect[] {
  const effects: WriteEffect[] = [];
  if (patch.isActive === true && flow.isActive !== true) {
    effects.push(warn("activates", "The flow will be active: it takes part in real calls from then on."));
  }
  if (patch.isActive === false && flow.isActive !== false) {
    effects.push(warn("deactivates", "The flow will be inactive: it no longer takes part in calls."));
  }
  // Upstream quirk Q2: only a difference is sent, as a flip.
  if (patch.autopilot !== undefined && patch.autopilot !== flow.autopilot) {
    effects.push(autopilotEffect(patch.autopilot));
  }
  return effects;
}

/** Upstream quirks Q29 and Q30. */
function securityEffects(flow: CallFlow, patch: CallFlowPatch): WriteEffect[] {
  const { hipaaCompliance, publicAccess } = patch.settings?.security ?? {};
  const effects: WriteEffect[] = [];
  if (hipaaCompliance === true && flow.settings.security.hipaaCompliance !== true) {
    effects.push(warn("hipaa_on", "HIPAA compliance will be on: Trillet stops recording this flow's calls."));
  }
  if (publicAccess === true && flow.settings.security.publicAccess !== true) effects.push(PUBLIC);
  if (flow.isGlobal === true || patch.isGlobal !== undefined) effects.push(GLOBAL);
  return effects;
}

/** Returns the effects that no later update can undo: upstream quirks Q7 and Q8. */
function oneWayEffects(flow: CallFlow, patch: CallFlowPatch): WriteEffect[] {
  const effects: WriteEffect[] = [];
  if (flow.direction === "inbound" && patch.direction !== undefined) {
    effects.push(
      warn(
        "direction_final",
        'The direction "inbound" can\'t be set again: Trillet accepts only "outbound" and "bidirectional".',
      ),
    );
  }
  const conversion = promptTypeEffect(flow);
  return conversion ? [...effects, conversion] : effects;
}

const LIMIT_WORDS: Record<LimitName, string> = {
  maxCallDuration: "seconds as the longest call",
  endCallOnSilence: "seconds of silence as the end of a call",
};

/** Upstream quirk Q4: of some flows an update must carry both limits, also where the upstream shows none. */
function limitEffects(patch: CallFlowPatch, asked: CallFlowPatch): WriteEffect[] {
  const sent = LIMIT_NAMES.flatMap((name) => {
    const value = patch.settings?.callSettings?.[name];
    const isAsked = asked.settings?.callSettings?.[name] !== undefined;
    return value === undefined || isAsked ? [] : [`${value} ${LIMIT_WORDS[name]}`];
  });
  if (sent.length === 0) return [];
  const text = `Trillet demands call limits with this change and shows none, so the request sets the workspace's defaults: ${sent.join(" and ")}.`;
  return [warn("default_limits", text)];
}

/** What a patch replaces although nobody here can read it: a value of another type, or unknown keys of a list's items. */
function unreadEffects(flow: Flow | StoredFlow, patch: FlowPatch): WriteEffect[] {
  const kept = (flow.kept ?? []).map(({ path }) => path);
  return patchPaths(patch).flatMap((path) => {
    const label = fieldLabel(path);
    if (kept.includes(path)) {
      const text = `${label}: the present value is stored in a form that Switchboard doesn't read. Your value replaces it.`;
      return [warn("unread_replaced", text)];
    }
    if (!kept.some((other) => other.startsWith(`${path}/`))) return [];
    const text = `${label}: entries of the present list have details that Switchboard doesn't read. Your list replaces it without them.`;
    return [warn("unread_replaced", text)];
  });
}

/**
 * Returns the effects of an update besides the fields that it sets, one sentence each.
 * @param flow the flow as last read, masked or not; flow and patch must be of the kind
 * @param patch all that the update sets
 * @param asked the part of the patch that somebody asked for
 */
export function effectsOfUpdate(
  kind: FlowKind,
  flow: Flow | StoredFlow,
  patch: FlowPatch,
  asked: FlowPatch = patch,
): WriteEffect[] {
  if (kind === "message_flow") {
    const { autopilot } = patch as MessageFlowPatch;
    const flips = autopilot !== undefined && autopilot !== flow.autopilot;
    return [...(flips ? [autopilotEffect(autopilot)] : []), ...unreadEffects(flow, patch)];
  }
  const [before, change] = [flow as CallFlow, patch as CallFlowPatch];
  return [
    ...switchEffects(before, change),
    ...securityEffects(before, change),
    ...oneWayEffects(before, change),
    ...limitEffects(change, asked as CallFlowPatch),
    ...unreadEffects(before, change),
    ...effectsOfWebhooks(change.webhooks ?? [], before.webhooks ?? [], "update"),
  ];
}

function effectsOfCallFlow(body: CreateCallFlow): WriteEffect[] {
  const { securityOptOut, publicAccess } = body.settings?.security ?? {};
  const effects: WriteEffect[] = [];
  if (body.isActive ?? CALL_FLOW_FIELDS["/isActive"].start) {
    effects.push(warn("active_at_once", "The flow will be active as soon as it exists."));
  }
  if (body.agent) {
    // Upstream quirk Q31.
    const text =
      "If the agent has a pending phone number, Trillet may activate it; that its calls reach this flow is not promised.";
    effects.push(warn("phone_number", text));
  }
  if (publicAccess === true) effects.push(PUBLIC);
  if (body.isGlobal !== undefined) effects.push(GLOBAL);
  if (securityOptOut !== undefined) {
    // Upstream quirk Q5.
    const text =
      "What Trillet makes of the security opt-out is not documented: look at HIPAA compliance afterwards.";
    effects.push(warn("security_opt_out", text));
  }
  return [
    ...effects,
    ...effectsOfWebhooks(body.webhooks ?? [], [], "create"),
    info(
      "only_by_update",
      "Call limits, response delay, working hours, HIPAA compliance and autopilot can't be set here, only changed afterwards.",
    ),
    info(
      "fixed_afterwards",
      "The agent, the folder, the graph and the two webhook addresses can't be changed afterwards.",
    ),
  ];
}

function effectsOfMessageFlow(body: CreateMessageFlow): WriteEffect[] {
  const effects: WriteEffect[] = [];
  if (body.isActive === true) {
    effects.push(warn("active_at_once", "The flow will be active as soon as it exists."));
  }
  if (body.autopilot === true) effects.push(autopilotEffect(true));
  // Upstream quirk Q25.
  const text =
    "The name, prompt, agent, first message, channel, direction and active state can't be changed afterwards.";
  return [...effects, warn("fixed_afterwards", text)];
}

/** Returns the effects of a create besides the new flow itself, one sentence each. The body must be of the kind. */
export function effectsOfCreate(kind: FlowKind, body: CreateFlow): WriteEffect[] {
  return kind === "call_flow"
    ? effectsOfCallFlow(body as CreateCallFlow)
    : effectsOfMessageFlow(body as CreateMessageFlow);
}
