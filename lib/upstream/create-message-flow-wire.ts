import type { CreateMessageFlow } from "@/lib/flows/requests/create-message-flow";
import { flowsPath } from "./flow-path";
import { onlyKnown } from "./sent-values";
import type { WireRequest } from "./wire-request";

/**
 * Gives the request that creates a message flow. Upstream quirk Q9: working hours are flat in this request and
 * nowhere else. Quirk Q27: the documented default of `isActive` is a copying error, so both switches are always
 * sent.
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
