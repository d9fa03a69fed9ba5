import type { DefaultValues, FieldValues, UseFormReturn } from "react-hook-form";
import { sameJson } from "@/lib/json/json-value";

/** A field's value: a text, a switch or a list. */
export type FieldValue = string | boolean | unknown[];

/** A tree of form values: groups of groups, with a field's value at each end. */
type ValueTree = { [name: string]: ValueTree | FieldValue };

/** Gives every end of a tree with its dotted name, in order. A list is one end, whatever it holds. */
export function leaves(tree: object, prefix = ""): [string, FieldValue][] {
  return Object.entries(tree as ValueTree).flatMap(([name, value]): [string, FieldValue][] =>
    typeof value === "object" && !Array.isArray(value)
      ? leaves(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

/** Gives a tree out of dotted names; the opposite of `leaves`. */
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

/** Gives the dotted name of a JSON pointer. What the upstream calls by two names (quirks Q3, Q11) is one field here. */
export function fieldName(pointer: string): string {
  return pointer
    .slice(1)
    .replaceAll("/", ".")
    .replace(/^settings\.callSetting(?=\.|$)/, "settings.callSettings")
    .replace(/^(webhooks\.\d+\.)variablesforcallflow(?=\.|$)/, "$1variables");
}

/** Gives the JSON pointer of a dotted name. */
export function fieldPointer(name: string): string {
  return `/${name.replaceAll(".", "/")}`;
}

/** Gives the names of the fields that differ between two states of a form. */
export function editedFields(initial: object, current: object): string[] {
  const before = new Map(leaves(initial));
  return leaves(current)
    .filter(([name, value]) => !sameJson(before.get(name), value))
    .map(([name]) => name);
}

/**
 * Gives the form's values after the flow took on another state: that state, but every field that was edited here since
 * `initial` keeps what was typed.
 */
export function keepMyEdits<Values extends object>(initial: Values, current: Values, theirs: Values): Values {
  const edited = new Set(editedFields(initial, current));
  const mine = new Map(leaves(current));
  return plant(
    leaves(theirs).map(([name, value]) => [name, edited.has(name) ? mine.get(name) : value] as const),
  ) as Values;
}

/** Makes `base` what the form began with, and `values` what it holds: where they differ, those are unsaved edits. */
export function replaceValues<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  base: Values,
  values: Values,
): void {
  form.reset(base as DefaultValues<Values>);
  form.reset(values as DefaultValues<Values>, { keepDefaultValues: true });
}
