import type { z } from "zod";
import type { FieldError } from "@/lib/json/json-pointer";
import { jsonPointer, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import type { NotRestored } from "./plan-restore";
import { toFieldErrors } from "./schema-errors";

interface Kept<T> {
  /** Null where nothing valid is left. */
  value: T | null;
  dropped: NotRestored[];
  /** The errors that remain; empty with a value. */
  errors: FieldError[];
  /** The request without what was dropped, as it was given. */
  rest: Record<string, unknown>;
}

/** Fields of which one bad part can be dropped without the others. */
const SEPARABLE = new Set(["webhooks", "dynamicVariableCollections", "settings"]);

/** Returns the part of a request to drop for an error at a path: a setting, a list's item or a whole field. */
function partAround(path: string): string {
  const [first, second] = pointerSteps(path);
  if (first === undefined) return "";
  return jsonPointer(SEPARABLE.has(first) && second !== undefined ? [first, second] : [first]);
}

function without(value: Record<string, unknown>, parts: string[]): Record<string, unknown> {
  const copy = structuredClone(value);
  for (const part of parts) {
    const steps = pointerSteps(part);
    const last = steps.at(-1) ?? "";
    const parent = valueAt(copy, jsonPointer(steps.slice(0, -1)));
    if (Array.isArray(parent)) parent[Number(last)] = undefined;
    else if (isJsonObject(parent)) delete parent[last];
  }
  const filled = Object.entries(copy).map(([key, inner]) => [
    key,
    Array.isArray(inner) ? inner.filter((item) => item !== undefined) : inner,
  ]);
  return Object.fromEntries(filled);
}

/**
 * Returns as much of a request as a schema accepts. The upstream may have values that no request may contain (an
 * unknown webhook method, for example). One such field must not prevent the copy of a whole flow.
 * @returns the parsed rest with the dropped parts and their reasons, or the errors where nothing can be dropped
 */
export function keepValid<T>(schema: z.ZodType<T>, value: Record<string, unknown>): Kept<T> {
  const dropped: NotRestored[] = [];
  for (let left = value; ; ) {
    const parsed = schema.safeParse(left);
    if (parsed.success) return { value: parsed.data, dropped, errors: [], rest: left };
    const errors = toFieldErrors(parsed.error);
    const parts = new Set(errors.map(({ path }) => partAround(path)));
    const present = [...parts].filter((part) => part !== "" && valueAt(left, part) !== undefined);
    if (present.length === 0) return { value: null, dropped, errors, rest: left };
    for (const part of present) {
      const error = errors.find(({ path }) => partAround(path) === part);
      dropped.push({ path: part, why: error?.message ?? "No request may say this" });
    }
    left = without(left, present);
  }
}
