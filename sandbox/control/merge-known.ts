import { ControlError } from "./route";

/**
 * A copy of `target` with the fields of `patch` in it: objects merged, everything else replaced.
 * @throws ControlError (400) for a field that `target` does not have, since it would silently be lost.
 */
export function mergeKnown(target: object, patch: unknown, path = ""): Record<string, unknown> {
  if (!isObject(patch)) throw new ControlError(`${path || "the body"} must be an object`);
  const merged: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const place = path ? `${path}.${name}` : name;
    if (!Object.hasOwn(merged, name)) throw new ControlError(`${place}: a stored flow has no such field`);
    const present = merged[name];
    merged[name] = isObject(present) ? mergeKnown(present, value, place) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
