import { type CallLimits, LIMIT_NAMES, limitPath } from "@/lib/flows/fields/call-limits";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { CallFlowPatch } from "@/lib/flows/requests/call-flow-requests";
import { valueAt } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { PatchNotPossible } from "./problems";

/**
 * Whether a call flow reads as one of the older generation, whose updates must carry both call limits. The name of the
 * object around the limits decides (upstream quirk Q3), else the place of the webhooks (quirk Q10), else autopilot,
 * which newer flows lack. An answer that shows none of these counts as newer: then nothing is sent that nobody chose.
 * @param raw the upstream's answer
 */
export function readsAsOlder(raw: unknown): boolean {
  const settings = valueAt(raw, "/settings");
  if (isJsonObject(settings)) {
    if (Object.hasOwn(settings, "callSettings")) return false;
    if (Object.hasOwn(settings, "callSetting")) return true;
    if (Object.hasOwn(settings, "webhooks")) return Array.isArray(settings.webhooks);
  }
  return typeof valueAt(raw, "/autopilot") === "boolean";
}

/**
 * Returns a patch of a call flow with the call limits that its update must carry (upstream quirk Q4). A limit that no
 * answer shows and nobody chose is left alone where the flow reads as the newer generation. Where it reads as the older
 * one, the workspace's default is set like any other value, so the record, the review and the answer all name it.
 * @param raw the upstream's answer that the base was read from; null where it is not known any more
 * @param defaults the workspace's default limits; null for none
 * @throws PatchNotPossible for each limit that must be sent, with no default for it
 */
export function withCallLimits(
  base: CallFlow,
  patch: CallFlowPatch,
  raw: unknown,
  defaults: CallLimits | null,
): CallFlowPatch {
  if (!readsAsOlder(raw)) return patch;
  const limits = { ...base.settings.callSettings, ...patch.settings?.callSettings };
  const missing = LIMIT_NAMES.filter(
    (name) => limits[name] === null && !base.kept?.some(({ path }) => path === limitPath(name)),
  );
  if (missing.length === 0) return patch;
  if (defaults === null) {
    const message =
      "Trillet demands this limit with every change of this flow, and doesn't show the present one. Choose it, or let an admin set the workspace's default call limits";
    throw new PatchNotPossible(missing.map((name) => ({ path: limitPath(name), message })));
  }
  const added = Object.fromEntries(missing.map((name) => [name, defaults[name]]));
  return {
    ...patch,
    settings: { ...patch.settings, callSettings: { ...patch.settings?.callSettings, ...added } },
  };
}
