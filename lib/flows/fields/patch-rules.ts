import type { z } from "zod";
import { isJsonObject } from "@/lib/json/json-value";
import { refused } from "./field-schemas";

/** A field that the upstream fixes when the flow is created (quirks Q25 and Q26). */
export function fixedAtCreation(label: string) {
  return refused(`${label} cannot be changed: Trillet can't change it after the flow was created`);
}

/** A field that the upstream makes by itself. */
export function madeByUpstream(label: string) {
  return refused(`${label} cannot be changed: Trillet sets it by itself`);
}

/**
 * Upstream quirk Q2: `toggleAutopilot` flips the value, so a repeated request undoes the first. The portal takes the
 * wanted value instead, and flips only where it differs.
 */
export const toggleAutopilotRefused = () =>
  refused("toggleAutopilot is not accepted: send autopilot: true or autopilot: false instead");

function setsNothing(value: unknown): boolean {
  if (Array.isArray(value)) return false;
  return value === undefined || (isJsonObject(value) && Object.values(value).every(setsNothing));
}

/** Reports a patch that sets nothing, also in nested objects. */
export function checkNotEmpty(patch: unknown, report: Pick<z.core.$RefinementCtx, "addIssue">): void {
  if (isJsonObject(patch) && setsNothing(patch)) {
    report.addIssue({ code: "custom", path: [], message: "At least one field to change is required" });
  }
}

/**
 * Lets a check run only without other errors: a body whose only fields are unknown or refused must not also be called
 * empty.
 */
export const ONLY_WITHOUT_OTHER_ERRORS = {
  when: (payload: z.core.ParsePayload) => payload.issues.length === 0,
};
