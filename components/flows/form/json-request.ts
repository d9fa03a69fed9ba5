import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { type FieldError, toFieldErrors } from "@/lib/flows/schema-errors";
import { replaceValues } from "./replace-values";
import { valuesFromRequest } from "./values-from-request";

interface JsonRequestOptions<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** What the form began with. */
  initial: Values;
  schema: z.ZodType;
}

/** What a request that is edited as JSON can be asked. */
export interface JsonRequest {
  check: (document: unknown) => FieldError[];
  onApply: (document: Record<string, unknown>) => FieldError[];
}

/** Gives what checks a request that is edited as JSON, and what puts it into the form. */
export function jsonRequest<Values extends FieldValues>(options: JsonRequestOptions<Values>): JsonRequest {
  const { form, initial, schema } = options;
  return {
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
