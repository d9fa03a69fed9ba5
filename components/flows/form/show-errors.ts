import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { FieldError } from "../../http/problem";
import { placeErrors } from "./place-errors";

/** Puts the server's errors at their fields and moves to the first; gives those that have no field in the form. */
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
