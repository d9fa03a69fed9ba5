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
import { reportMissingPart } from "../../ui/late-part";
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

const CHECK_IS_MISSING =
  "Your entries could not be checked, so nothing was sent: a part of this page did not load. Check the connection and try again.";

/**
 * Returns a resolver that checks the form's request with the server's own schema. Errors of fields that the form does
 * not show come under `root`, and so does a schema that can't be loaded.
 * @param loadSchema loads the schema; it is called for every check
 * @param more checks values that the request can't show any more, such as two headers of one name
 */
export function schemaResolver<Values extends FieldValues>(
  toBody: (values: Values) => unknown,
  loadSchema: () => Promise<z.ZodType>,
  more: (values: Values) => FieldError[] = () => [],
): Resolver<Values> {
  return async (values) => {
    const schema = await loadSchema().catch(reportMissingPart);
    if (!schema) return { values: {}, errors: schemaErrors<Values>(CHECK_IS_MISSING) };
    const parsed = schema.safeParse(toBody(values));
    const found = [...(parsed.success ? [] : toFieldErrors(parsed.error)), ...more(values)];
    if (found.length === 0) return { values, errors: {} };
    const errors: FieldErrors<Values> = {};
    const { fields, rest } = placeErrors(found, values);
    for (const { name, message } of fields) set(errors, name, { type: "schema", message });
    const [first] = rest;
    return { values: {}, errors: { ...errors, ...(first ? schemaErrors<Values>(first.message) : {}) } };
  };
}

/** Returns the errors of a form of which none belongs to a field. */
function schemaErrors<Values extends FieldValues>(message: string): FieldErrors<Values> {
  const errors: FieldErrors<Values> = {};
  set(errors, "root.schema", { type: "schema", message });
  return errors;
}

/** Puts the server's errors at their fields; returns those without a field in the form. */
export function showErrors<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  errors: FieldError[],
): FieldError[] {
  const { fields, rest } = placeErrors(errors, form.getValues());
  for (const { name, message } of fields) form.setError(name as Path<Values>, { type: "server", message });
  return rest;
}

/** The id of the form of a flow, of which a page has one. */
export const FLOW_FORM_ID = "flow-form";

/** Opens the folded parts around an element. */
function unfold(element: Element): void {
  for (let around = element.closest("details"); around; ) {
    around.open = true;
    around = around.parentElement?.closest("details") ?? null;
  }
}

/**
 * Moves the focus to the first wrong field in the order of the page. The order in which a form registers its fields, or in
 * which a server names errors, is another one.
 */
export function focusFirstError(form: Element | null = document.getElementById(FLOW_FORM_ID)): void {
  // The messages of this moment's check are drawn first.
  requestAnimationFrame(() => {
    const wrong = form?.querySelector('[aria-invalid="true"]');
    if (!(wrong instanceof HTMLElement)) return;
    unfold(wrong);
    wrong.scrollIntoView({ block: "center" });
    wrong.focus({ preventScroll: true });
  });
}

/** Whether everything on the page is in the form's values; marks the fields with a text that isn't, and moves to the first. */
export function allFinished<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  unfinished: ReadonlyMap<string, string>,
): boolean {
  for (const [name, message] of unfinished) {
    form.setError(name as Path<Values>, { type: "unfinished", message });
  }
  if (unfinished.size > 0) focusFirstError();
  return unfinished.size === 0;
}
