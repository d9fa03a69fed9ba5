import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { type FieldError, toFieldErrors } from "@/lib/flows/requests/schema-errors";
import { isJsonObject } from "@/lib/json/json-value";
import type { RequestMode } from "./form-request";
import { replaceValues } from "./replace-values";
import { valuesFromRequest } from "./values-from-request";

interface JsonRequestOptions<Values extends FieldValues> {
  mode: RequestMode;
  form: UseFormReturn<Values>;
  /** What the form began with. */
  initial: Values;
  schema: z.ZodType;
}

/** What a request that is edited as JSON can be asked. */
interface JsonRequest {
  check: (document: unknown) => FieldError[];
  onApply: (document: Record<string, unknown>) => FieldError[];
}

/** Gives what checks a request that is edited as JSON, and what puts it into the form. */
export function jsonRequest<Values extends FieldValues>(options: JsonRequestOptions<Values>): JsonRequest {
  const { mode, form, initial, schema } = options;
  // A change of nothing is no request, but a way to say "take all my edits back".
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
