import { type FieldErrors, type FieldValues, type Resolver, set } from "react-hook-form";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import type { FieldError } from "../../http/problem";
import { placeErrors } from "./place-errors";

/**
 * Gives a resolver that checks the request which a form would send with the schema that the server checks it with.
 * Errors of fields that the form does not show come under `root`.
 * @param more checks what the request can't show any more, such as two headers of one name
 */
export function schemaResolver<Values extends FieldValues>(
  toBody: (values: Values) => unknown,
  schema: z.ZodType,
  more: (values: Values) => FieldError[] = () => [],
): Resolver<Values> {
  return (values) => {
    const parsed = schema.safeParse(toBody(values));
    const found = [...(parsed.success ? [] : toFieldErrors(parsed.error)), ...more(values)];
    if (found.length === 0) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    const { fields, rest } = placeErrors(found, values);
    for (const { name, message } of fields) set(errors, name, { type: "schema", message });
    const [first] = rest;
    if (first) set(errors, "root.schema", { type: "schema", message: first.message });
    return { values: {}, errors };
  };
}
