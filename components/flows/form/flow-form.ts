import { type RequestVerb, takes } from "@/lib/flows/fields/field";
import { flowField, pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { FieldError } from "@/lib/json/json-pointer";
import { editedFields, type FieldValue, fieldPointer, leaves, plant } from "../values/nested-values";
import { type WebhookDraft, webhookDraftToSend } from "../webhooks/webhook-draft";
import type { FlowChecks } from "./flow-checks";

/** A form's values for one kind of flow, and the requests that they become. */
export interface FlowForm<Flow, Values extends object> {
  kind: FlowKind;
  /** The values of a flow; of a new one where there is none. */
  values: (flow: Flow | null) => Values;
  /** The request that creates a flow. */
  body: (values: Values) => Record<string, unknown>;
  /** The request that leads from one state of the form to another. */
  patch: (initial: Values, current: Values) => Record<string, unknown>;
  /** Loads the checks of requests and answers. Most of a form's script is theirs, and a visitor may only read. */
  checks: () => Promise<FlowChecks<Flow>>;
  /** Checks values that the request can't show any more, such as two headers of one name. */
  check: (values: Values) => FieldError[];
}

/** The fields whose text means a number. */
const NUMBERS = pathsWhere(({ kind }) => kind === "seconds");

/** Whether a field's text means a number; by its dotted name. */
function isNumberField(name: string): boolean {
  return NUMBERS.has(fieldPointer(name));
}

/** Returns a typed text as a number. An emptied text becomes NaN, which the schema refuses with the field's name. */
function typedNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

/** Returns a field's value as a request has it. */
function sent(name: string, value: FieldValue, mode: RequestVerb): unknown {
  if (name === "webhooks") return (value as WebhookDraft[]).map((draft) => webhookDraftToSend(draft, mode));
  // The field has three answers and so a choice of texts; a request has true, false or nothing.
  if (name === "settings.security.securityOptOut") return value === "true";
  return isNumberField(name) && typeof value === "string" ? typedNumber(value) : value;
}

/**
 * Returns the body that updates a flow: only the fields whose value differs from the form's initial state. An unsaved
 * form thus never sends a field that somebody else changed meanwhile back to its old value.
 */
export function patchFromForm(initial: object, current: object): Record<string, unknown> {
  const edited = new Set(editedFields(initial, current));
  const changed = leaves(current).filter(([name]) => edited.has(name));
  return plant(changed.map(([name, value]) => [name, sent(name, value, "update")] as const));
}

/**
 * Returns the body that creates a flow. Empty fields are left out, so that the upstream's own defaults apply. Required
 * fields go even when they are empty, so that the schema refuses them with a message.
 */
export function bodyFromForm(kind: FlowKind, values: object): Record<string, unknown> {
  const filled = leaves(values).filter(([name, value]) => {
    const field = flowField(kind, fieldPointer(name));
    if (!field || !takes("create", field)) return false;
    if (field.required) return true;
    if (value === false) return !field.silentWhenOff;
    return value !== "" && !(Array.isArray(value) && value.length === 0);
  });
  return plant(filled.map(([name, value]) => [name, sent(name, value, "create")] as const));
}
