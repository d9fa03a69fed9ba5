import type { FieldValues, Path, UseFormReturn } from "react-hook-form";

/** Whether everything on the page is in the form's values; what isn't is marked at its field, and shown. */
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
