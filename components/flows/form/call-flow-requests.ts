import { bodyFromForm, patchFromForm } from "./form-request";
import type { CallFlowValues } from "./form-values";

const REQUIRED = new Set(["name", "direction"]);

/** The welcome text counts only while it is the one that is said; its field is hidden otherwise. */
function withoutHiddenText(values: CallFlowValues, otherwise: string): CallFlowValues {
  return values.welcomeMessage === "ai_custom" ? values : { ...values, customWelcomeMessage: otherwise };
}

/** Gives the body that updates a call flow from one state of its form to another. */
export function callFlowPatch(initial: CallFlowValues, current: CallFlowValues): Record<string, unknown> {
  const patch = patchFromForm(initial, withoutHiddenText(current, initial.customWelcomeMessage));
  const lacksText = current.welcomeMessage === "ai_custom" && current.customWelcomeMessage.trim() === "";
  // Sent even when unchanged, so that the schema sees that a fixed text was chosen and none given.
  return lacksText && "welcomeMessage" in patch ? { ...patch, customWelcomeMessage: "" } : patch;
}

/** Gives the body that creates a call flow. */
export function callFlowBody(values: CallFlowValues): Record<string, unknown> {
  return bodyFromForm(withoutHiddenText(values, ""), REQUIRED);
}
