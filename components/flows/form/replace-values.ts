import type { DefaultValues, FieldValues, UseFormReturn } from "react-hook-form";

/** Makes `base` what the form began with, and `values` what it holds: where they differ, those are unsaved edits. */
export function replaceValues<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  base: Values,
  values: Values,
): void {
  form.reset(base as DefaultValues<Values>);
  form.reset(values as DefaultValues<Values>, { keepDefaultValues: true });
}
