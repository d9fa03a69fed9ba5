import { applyCallFlowPatch } from "@/lib/flows/apply-patch";
import type { CallFlow, CallFlowSettings } from "@/lib/flows/call-flow";
import { DEFAULT_CALL_LIMITS } from "@/lib/flows/flow-defaults";
import type { CallFlowPatch } from "@/lib/flows/update-call-flow";
import { flowPath } from "./flow-path";
import { PatchNotPossible } from "./patch-not-possible";
import { onlyKnown, sentResponseSettings } from "./sent-values";
import type { WireRequest } from "./wire-request";

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

/**
 * All settings that an update may carry and that are known. Upstream quirk Q3: the request calls the call
 * settings `callSetting`. Quirk Q4: one edition fails an update without both limits, so they are always there.
 * `settings.welcomeMessage`, its custom text and `settings.webhooks` are copies that no update takes.
 */
function sentSettings(settings: CallFlowSettings): Record<string, unknown> {
  const { callSettings } = settings;
  return {
    ...onlyKnown({
      enableHumanLikeVoiceAndTone: settings.enableHumanLikeVoiceAndTone,
      welcomeMessageDelay: settings.welcomeMessageDelay,
      customerLocation: settings.customerLocation,
      transfers: settings.transfers,
      knowledgeBases: settings.knowledgeBases,
      knowledgeBaseFiles: settings.knowledgeBaseFiles?.map((file) => onlyKnown(file)),
      utilizePriorCallsContext: settings.utilizePriorCallsContext,
      responseSettings: sentResponseSettings(settings.responseSettings),
      security: onlyKnown(settings.security),
    }),
    callSetting: {
      ...onlyKnown(callSettings),
      maxCallDuration: callSettings.maxCallDuration ?? DEFAULT_CALL_LIMITS.maxCallDuration,
      endCallOnSilence: callSettings.endCallOnSilence ?? DEFAULT_CALL_LIMITS.endCallOnSilence,
    },
  };
}

/** Upstream quirk Q7: a request may not say `inbound`, so a flow that reads so keeps its direction by silence. */
function sentDirection(base: CallFlow, patch: CallFlowPatch): string | null {
  return patch.direction ?? (base.direction === "inbound" ? null : base.direction);
}

function sentFields(base: CallFlow, patch: CallFlowPatch, intended: CallFlow): Record<string, unknown> {
  // Quirk Q30: naming `isGlobal` at all may need a permission that most workspaces lack.
  const sendsGlobal = intended.isGlobal === true || patch.isGlobal !== undefined;
  const sendsCustomWelcome = intended.customWelcomeMessage !== "" || patch.customWelcomeMessage !== undefined;
  return {
    ...onlyKnown({
      name: intended.name === "" ? null : intended.name,
      description: intended.description,
      direction: sentDirection(base, patch),
      isActive: intended.isActive,
      isGlobal: sendsGlobal ? intended.isGlobal : null,
      prompt: intended.prompt,
      // Left out, it may fall back to its documented default.
      welcomeMessage: intended.welcomeMessage,
      customWelcomeMessage: sendsCustomWelcome ? intended.customWelcomeMessage : null,
      dynamicVariableCollections: intended.dynamicVariableCollections?.map((collection) =>
        onlyKnown(collection),
      ),
    }),
    // Quirk Q8: whatever the flow reads, no other prompt type may be sent, and one edition requires it.
    promptType: "simple",
  };
}

/**
 * Gives the request that makes a patch of a call flow real. Upstream quirk Q16: whether an update keeps what it
 * leaves out is not documented, so everything known that may be written is sent, with the patch in it. Only two
 * things are sent as a difference: `webhooks`, because each entry becomes one more webhook (quirk Q1), and
 * autopilot, because it can only be flipped (quirk Q2).
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
      ...sentFields(base, patch, intended),
      settings: sentSettings(intended.settings),
      ...(patch.webhooks?.length
        ? { webhooks: patch.webhooks.map((webhook) => ({ ...onlyKnown(webhook) })) }
        : {}),
      ...(flips ? { toggleAutopilot: true } : {}),
    },
  };
}
