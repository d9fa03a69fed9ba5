import { isJsonObject, type JsonObject } from "./json-value";

/** One field that is not as it should be. */
export interface FieldError {
  /** JSON pointer (RFC 6901), for example `/settings/callSettings/maxCallDuration`; "" is the whole body. */
  path: string;
  message: string;
}

/** Returns the pointer of what is one step below another one. Hardly any name needs escaping, and a save makes thousands. */
export function pointerBelow(pointer: string, step: string): string {
  if (!step.includes("~") && !step.includes("/")) return `${pointer}/${step}`;
  return `${pointer}/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Returns the JSON pointer (RFC 6901) of a path; the empty path is "". */
export function jsonPointer(path: readonly PropertyKey[]): string {
  let pointer = "";
  for (const step of path) pointer = pointerBelow(pointer, String(step));
  return pointer;
}

/** The steps of pointers that were divided before: a save reads a few hundred paths, and each of them several times. */
const divided = new Map<string, readonly string[]>();
const MOST_DIVIDED = 4_096;

function divide(pointer: string): readonly string[] {
  if (pointer === "") return [];
  const steps = pointer.slice(1).split("/");
  if (!pointer.includes("~")) return steps;
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Returns the steps of a JSON pointer, unescaped; none for "". */
export function pointerSteps(pointer: string): readonly string[] {
  const before = divided.get(pointer);
  if (before) return before;
  const steps = divide(pointer);
  // Names come from outside, too, so that there is no end of them.
  if (divided.size >= MOST_DIVIDED) divided.clear();
  divided.set(pointer, steps);
  return steps;
}

/**
 * Returns the value that a JSON pointer names in a document, or undefined where there is none. Inherited members are
 * none.
 */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of pointerSteps(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Puts a value at a JSON pointer of an object, in place. Objects that are missing on the way are added. */
export function plantAt(target: JsonObject, path: string, value: unknown): void {
  const steps = pointerSteps(path);
  const last = steps.at(-1);
  let inner = target;
  for (const step of steps.slice(0, -1)) {
    const below = Object.hasOwn(inner, step) ? inner[step] : undefined;
    if (isJsonObject(below)) inner = below;
    else {
      const added: JsonObject = {};
      setOwn(inner, step, added);
      inner = added;
    }
  }
  if (last !== undefined) setOwn(inner, last, value);
}

/** Sets a member as a JSON parser does: `__proto__` is a name like any other, and would set the prototype otherwise. */
function setOwn(target: JsonObject, key: string, value: unknown): void {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
