import type { DefaultValues, FieldValues, UseFormReturn } from "react-hook-form";
import { sameJson } from "@/lib/json/json-value";

/** A field's value: a text, a switch or a list. */
export type FieldValue = string | boolean | unknown[];

/** A tree of form values: groups of groups, with a field's value at each end. */
type ValueTree = { [name: string]: ValueTree | FieldValue };

/** Returns every end of a tree with its dotted name, in order. A list of anything is one end. */
export function leaves(tree: object, prefix = ""): [string, FieldValue][] {
  return Object.entries(tree as ValueTree).flatMap(([name, value]): [string, FieldValue][] =>
    typeof value === "object" && !Array.isArray(value)
      ? leaves(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

/** Builds a tree from dotted names; the opposite of `leaves`. */
export function plant(pairs: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const steps = name.split(".");
    const last = steps.pop() ?? name;
    let group = tree;
    for (const step of steps) {
      group[step] ??= {};
      group = group[step] as Record<string, unknown>;
    }
    group[last] = value;
  }
  return tree;
}

/** Returns the dotted name of a JSON pointer. A field with two names at the upstream (quirks Q3, Q11) has one here. */
export function fieldName(pointer: string): string {
  return pointer
    .slice(1)
    .replaceAll("/", ".")
    .replace(/^settings\.callSetting(?=\.|$)/, "settings.callSettings")
    .replace(/^(webhooks\.\d+\.)variablesforcallflow(?=\.|$)/, "$1variables");
}

/** Returns the JSON pointer of a dotted name. */
export function fieldPointer(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}

/** Returns the names of the fields that differ between two states of a form. */
export function editedFields(initial: object, current: object): string[] {
  const before = new Map(leaves(initial));
  return leaves(current)
    .filter(([name, value]) => !sameJson(before.get(name), value))
    .map(([name]) => name);
}

/**
 * Returns the form's values after the flow took on another state: that state, except for the fields that were edited
 * here since `initial`.
 */
export function keepMyEdits<Values extends object>(initial: Values, current: Values, theirs: Values): Values {
  const edited = new Set(editedFields(initial, current));
  const mine = new Map(leaves(current));
  return plant(
    leaves(theirs).map(([name, value]) => [name, edited.has(name) ? mine.get(name) : value] as const),
  ) as Values;
}

/** Makes `base` the form's initial values and `values` its present ones; the differences are unsaved edits. */
export function replaceValues<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  base: Values,
  values: Values,
): void {
  form.reset(base as DefaultValues<Values>);
  form.reset(values as DefaultValues<Values>, { keepDefaultValues: true });
}
