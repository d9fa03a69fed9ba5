import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { applyMessageFlowPatch } from "@/lib/flows/requests/apply-patch";
import type { CreateMessageFlow, MessageFlowPatch } from "@/lib/flows/requests/message-flow-requests";
import { checkReadable } from "./as-read";
import { knownOf, onlyKnown } from "./call-flow-wire";
import { PatchNotPossible } from "./problems";
import { flowPath, flowsPath, type WireRequest } from "./request";

/**
 * Returns the request that creates a message flow. Upstream quirk Q9: working hours are flat in this request and
 * nowhere else. Quirk Q27: the documented default of `isActive` is a copying error, so both switches are always sent.
 */
export function createMessageFlowWire(body: CreateMessageFlow): WireRequest {
  const { settings, isActive, autopilot, ...fields } = body;
  const { delay, workingHours } = settings?.responseSettings ?? {};
  const sentSettings =
    settings === undefined
      ? undefined
      : { ...settings, responseSettings: onlyKnown({ delay, ...workingHours }) };
  return {
    method: "POST",
    path: flowsPath("message_flow"),
    body: {
      ...onlyKnown(fields),
      isActive: isActive ?? false,
      autopilot: autopilot ?? false,
      ...(sentSettings === undefined ? {} : { settings: onlyKnown(sentSettings) ?? {} }),
    },
  };
}

/**
 * Returns the request that applies a patch to a message flow. Autopilot can only be flipped (upstream quirk Q2), so it
 * is sent only when it differs. A flip alone goes to the path that does nothing else.
 * @param base the flow as it was read just before
 * @param raw the upstream's answer that it was read from; null where it is not known any more
 * @returns null when the patch only sets autopilot to the value that it has
 * @throws PatchNotPossible when this flow can't take the patch, such as autopilot while its value was never shown
 */
export function updateMessageFlowWire(
  base: MessageFlow,
  patch: MessageFlowPatch,
  raw: unknown = null,
): WireRequest | null {
  if (patch.autopilot !== undefined && base.autopilot === null) {
    throw new PatchNotPossible([
      { path: "/autopilot", message: "Autopilot can't be set: Trillet does not tell its present value" },
    ]);
  }
  const flips = patch.autopilot !== undefined && patch.autopilot !== base.autopilot;
  const path = flowPath("message_flow", base.id);
  if (patch.description === undefined && patch.settings === undefined) {
    return flips ? { method: "PUT", path: `${path}/toggle-autopilot`, body: {} } : null;
  }
  checkReadable("message_flow", base, patch);
  const intended = applyMessageFlowPatch(base, patch);
  return {
    method: "PUT",
    path,
    body: {
      ...knownOf("message_flow", { base, patch, intended, raw }),
      ...(flips ? { toggleAutopilot: true } : {}),
    },
  };
}
