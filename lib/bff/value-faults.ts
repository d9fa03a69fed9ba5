import type { FieldError } from "@/lib/json/json-pointer";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isStorable } from "@/lib/json/json-value";

/** No flow that anybody means is nested so deep; what walks a value by recursion relies on this limit. */
const MOST_LEVELS = 100;

/** A value within a body. The way to it is kept as a list of parents: written out for each value, it would fill memory. */
interface Place {
  value: unknown;
  step: string;
  level: number;
  parent: Place | null;
}

function pathOf(place: Place): string {
  const steps: string[] = [];
  for (let here = place; here.parent; here = here.parent) steps.unshift(here.step);
  return jsonPointer(steps);
}

function faultOf({ value, level }: Place): string | null {
  if (typeof value === "string" && !isStorable(value)) return "holds a character that can't be stored";
  // JSON has no infinity, but a number such as 1e400 is read as one, and could never be written out again.
  if (typeof value === "number" && !Number.isFinite(value)) return "is too large a number";
  if (typeof value === "object" && value !== null && level > MOST_LEVELS) {
    return `is nested deeper than ${MOST_LEVELS} levels`;
  }
  return null;
}

/**
 * What makes a value that was read from JSON impossible to work with, whatever is expected: texts and keys that can't be
 * stored, numbers out of range, lists and objects nested too deep. It walks without recursion, since it is what stands
 * before everything that does recurse.
 */
export function valueFaults(value: unknown): FieldError[] {
  const faults: FieldError[] = [];
  const waiting: Place[] = [{ value, step: "", level: 1, parent: null }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const message = faultOf(place);
    if (message) faults.push({ path: pathOf(place), message });
    else if (typeof place.value === "object" && place.value !== null) {
      for (const [step, inner] of Object.entries(place.value).reverse()) {
        if (isStorable(step)) waiting.push({ value: inner, step, level: place.level + 1, parent: place });
        else faults.push({ path: pathOf(place), message: "holds a character that can't be stored" });
      }
    }
  }
  return faults;
}
