import {
  type FieldErrors,
  type FieldValues,
  type Path,
  type Resolver,
  set,
  type UseFormReturn,
} from "react-hook-form";
import type { z } from "zod";
import { toFieldErrors } from "@/lib/flows/requests/schema-errors";
import type { FieldError } from "@/lib/json/json-pointer";
import { fieldName, leaves } from "../values/nested-values";

interface PlacedErrors {
  /** Errors of fields that the form shows, by dotted name; within a list the name goes on: `webhooks.0.url`. */
  fields: { name: string; message: string }[];
  /** Errors that belong to no field of the form. */
  rest: FieldError[];
}

/** Sorts errors by JSON pointer into those with a field in the form and the rest. */
export function placeErrors(errors: FieldError[], values: object): PlacedErrors {
  const own = leaves(values);
  const placed: PlacedErrors = { fields: [], rest: [] };
  for (const error of errors) {
    const name = fieldName(error.path);
    const known = own.some(
      ([leaf, value]) => leaf === name || (Array.isArray(value) && name.startsWith(`${leaf}.`)),
    );
    if (known) placed.fields.push({ name, message: error.message });
    else placed.rest.push(error);
  }
  return placed;
}

/**
 * Returns a resolver that checks the form's request with the server's own schema. Errors of fields that the form does
 * not show come under `root`.
 * @param more checks values that the request can't show any more, such as two headers of one name
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

/** Puts the server's errors at their fields and moves to the first; returns those without a field in the form. */
export function showErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  errors: FieldError[],
): FieldError[] {
  const { fields, rest } = placeErrors(errors, form.getValues());
  for (const [position, { name, message }] of fields.entries()) {
    const shouldFocus = position === 0 && rest.length === 0;
    form.setError(name as Path<Values>, { type: "server", message }, { shouldFocus });
  }
  return rest;
}

/** Whether everything on the page is in the form's values; marks and shows the fields with a text that isn't. */
export function allFinished<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  unfinished: ReadonlyMap<string, string>,
): boolean {
  for (const [name, message] of unfinished) {
    form.setError(name as Path<Values>, { type: "unfinished", message });
    document.getElementById(name)?.focus();
  }
  return unfinished.size === 0;
}
