import type { FieldError } from "../../http/problem";
import { fieldName, leaves } from "./nested-values";

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
