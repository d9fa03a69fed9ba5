import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { RequestVerb } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import { toNormalCollections } from "@/lib/flows/requests/apply-patch";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import type { FieldError } from "@/lib/json/json-pointer";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { type FieldValue, fieldName, leaves, plant, replaceValues } from "../values/nested-values";
import { newDraftKey, type SentWebhook, webhookDraftFromSent } from "../webhooks/webhook-draft";

/** The form's field for each value that a request may have in two places (upstream quirk Q14). */
const COPIES = new Map(
  flowFields("call_flow").flatMap(([path, { of }]) => (of ? [[fieldName(path), fieldName(of)]] : [])),
);

/** Fields whose value is always the same, so that no form has a control for them (upstream quirk Q8). */
const WITHOUT_FIELD = new Set(["promptType"]);

function sentLeaves(value: unknown, path: string[]): [string, unknown][] {
  if (!isJsonObject(value)) return value === undefined ? [] : [[path.join("."), value]];
  return Object.entries(value).flatMap(([key, inner]) => sentLeaves(inner, [...path, key]));
}

/** Returns a value of a request as the form's field has it. */
function typed(name: string, value: unknown, shown: FieldValue): FieldValue {
  if (name === "webhooks") {
    return (value as SentWebhook[]).map((webhook) => webhookDraftFromSent(webhook, newDraftKey()));
  }
  if (name === "dynamicVariableCollections") {
    return toNormalCollections(value as Parameters<typeof toNormalCollections>[0]);
  }
  if (name === "settings.knowledgeBaseFiles") {
    return (value as { url?: string }[]).map((file) => ({ ...file, url: file.url ?? null }));
  }
  // A form has numbers as typed texts, and also the one switch with three answers.
  return typeof shown === "string" ? String(value) : (value as FieldValue);
}

/**
 * Returns the form's values that make the given request.
 * @param initial the values that the form began with; fields that the request does not name keep these
 * @param request a checked request, as its schema returns it
 * @returns the values, or an error for each field that no form has
 */
export function valuesFromRequest<Values extends object>(
  initial: Values,
  request: object,
): { values: Values } | { errors: FieldError[] } {
  const values = new Map(leaves(initial));
  const errors: FieldError[] = [];
  for (const [sentName, value] of sentLeaves(request, [])) {
    const name = COPIES.get(sentName) ?? sentName;
    const shown = values.get(name);
    if (shown !== undefined) values.set(name, typed(name, value, shown));
    else if (!WITHOUT_FIELD.has(name)) {
      errors.push({ path: jsonPointer(sentName.split(".")), message: "The form has no field for this" });
    }
  }
  return errors.length > 0 ? { errors } : { values: plant(values) as Values };
}

interface JsonRequestOptions<Values extends FieldValues> {
  mode: RequestVerb;
  form: UseFormReturn<Values>;
  /** The values that the form began with. */
  initial: Values;
  schema: z.ZodType;
}

/** The operations on a request that is edited as JSON. */
interface JsonRequest {
  check: (document: unknown) => FieldError[];
  onApply: (document: Record<string, unknown>) => FieldError[];
}

/** Returns the functions that check a request edited as JSON and put it into the form. */
export function jsonRequest<Values extends FieldValues>(options: JsonRequestOptions<Values>): JsonRequest {
  const { mode, form, initial, schema } = options;
  // The server refuses an empty change, but here an empty document takes all edits back.
  const isNothing = (document: unknown) =>
    mode === "update" && isJsonObject(document) && Object.keys(document).length === 0;
  return {
    check: (document) => {
      if (isNothing(document)) return [];
      const parsed = schema.safeParse(document);
      return parsed.success ? [] : toFieldErrors(parsed.error);
    },
    onApply: (document) => {
      if (isNothing(document)) {
        replaceValues(form, initial, initial);
        return [];
      }
      const parsed = schema.safeParse(document);
      if (!parsed.success) return toFieldErrors(parsed.error);
      const result = valuesFromRequest(initial, parsed.data as object);
      if ("errors" in result) return result.errors;
      replaceValues(form, initial, result.values);
      return [];
    },
  };
}
