import { type FieldErrors, type FieldValues, type Resolver, set } from "react-hook-form";
import type { z } from "zod";
import { leaves } from "./nested-values";

/**
 * Gives a resolver that checks the request which a form would send with the schema that the server checks it with.
 * Errors of fields that the form does not show come under `root`.
 */
export function schemaResolver<Values extends FieldValues>(
  toBody: (values: Values) => unknown,
  schema: z.ZodType,
): Resolver<Values> {
  return (values) => {
    const parsed = schema.safeParse(toBody(values));
    if (parsed.success) return { values, errors: {} };
    const names = new Set(leaves(values).map(([name]) => name));
    const errors: FieldErrors<Values> = {};
    for (const issue of parsed.error.issues) {
      const name = issue.path.join(".");
      const place = names.has(name) ? name : "root.schema";
      set(errors, place, { type: issue.code, message: issue.message });
    }
    return { values: {}, errors };
  };
}
