import { NUMBER_FIELDS } from "./form-values";
import { leaves, plant } from "./nested-values";

/** A number field that was emptied or holds no number becomes NaN, which the schema refuses by name. */
function sent(name: string, value: string | boolean): unknown {
  if (!NUMBER_FIELDS.has(name) || typeof value === "boolean") return value;
  return value.trim() === "" ? Number.NaN : Number(value);
}

/**
 * Gives the body that updates a flow: only the fields whose value differs from the state that the form began
 * with. A field that somebody else changed meanwhile is thus never sent back to its old value.
 */
export function patchFromForm(initial: object, current: object): Record<string, unknown> {
  const before = new Map(leaves(initial));
  const changed = leaves(current).filter(([name, value]) => before.get(name) !== value);
  return plant(changed.map(([name, value]) => [name, sent(name, value)] as const));
}

/**
 * Gives the body that creates a flow: fields left empty are left out, so that the upstream's own defaults hold.
 * `required` fields go even when empty: their schema has the words for it.
 */
export function bodyFromForm(values: object, required: ReadonlySet<string>): Record<string, unknown> {
  const filled = leaves(values).filter(([name, value]) => value !== "" || required.has(name));
  return plant(filled.map(([name, value]) => [name, sent(name, value)] as const));
}

/**
 * Gives the form's values after somebody else changed the flow: their state, but every field that was edited here
 * keeps what was typed.
 */
export function keepMyEdits<Values extends object>(initial: Values, current: Values, theirs: Values): Values {
  const before = new Map(leaves(initial));
  const mine = new Map(leaves(current).filter(([name, value]) => before.get(name) !== value));
  return plant(leaves(theirs).map(([name, value]) => [name, mine.get(name) ?? value] as const)) as Values;
}
