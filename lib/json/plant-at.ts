import { isJsonObject, type JsonObject } from "./json-object";
import { pointerSteps } from "./json-pointer";

/** Puts a value at a path of an object, with the objects on the way to it. */
export function plantAt(target: JsonObject, path: string, value: unknown): void {
  const steps = pointerSteps(path);
  const last = steps.pop();
  let inner = target;
  for (const step of steps) {
    const below = inner[step];
    const next: JsonObject = isJsonObject(below) ? below : {};
    inner[step] = next;
    inner = next;
  }
  if (last !== undefined) inner[last] = value;
}
