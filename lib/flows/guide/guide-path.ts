import { jsonPointer, pointerSteps } from "@/lib/flows/json-pointer";

/** Gives a path with `*` in place of every list position, as guide and labels write paths. */
export function guidePath(path: string): string {
  return jsonPointer(pointerSteps(path).map((step) => (/^\d+$/.test(step) ? "*" : step)));
}
