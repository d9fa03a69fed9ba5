import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { type FieldError, toFieldErrors } from "@/lib/flows/schema-errors";
import { replaceValues } from "./replace-values";
import { valuesFromRequest } from "./values-from-request";

interface JsonRequestOptions<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** What the form began with. */
  initial: Values;
  toBody: (values: Values) => Record<string, unknown>;
  schema: z.ZodType;
}

/** The request of a form as JSON: to read, to check while it is edited, and to put back into the form. */
export interface JsonRequest {
  text: () => string;
  check: (document: unknown) => FieldError[];
  onApply: (document: Record<string, unknown>) => FieldError[];
}

/** Gives the form's request as JSON, both ways. */
export function jsonRequest<Values extends FieldValues>(options: JsonRequestOptions<Values>): JsonRequest {
  const { form, initial, toBody, schema } = options;
  return {
    text: () => `${JSON.stringify(toBody(form.getValues()), null, 2)}\n`,
    check: (document) => {
      const parsed = schema.safeParse(document);
      return parsed.success ? [] : toFieldErrors(parsed.error);
    },
    onApply: (document) => {
      const parsed = schema.safeParse(document);
      if (!parsed.success) return toFieldErrors(parsed.error);
      const result = valuesFromRequest(initial, parsed.data as object);
      if ("errors" in result) return result.errors;
      replaceValues(form, initial, result.values);
      return [];
    },
  };
}
