import type { Field } from "@/lib/flows/fields/field";
import { takes } from "@/lib/flows/fields/request-schema";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { valueAt } from "@/lib/json/json-pointer";
import { plantAt } from "@/lib/json/plant-at";

/** Gives the object without the values that are not known, or undefined when none is left. */
export function onlyKnown<T extends object>(values: T): JsonObject | undefined {
  const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** A value as requests carry it: the objects of a list without what is not known of them. */
export function sentValue({ kind }: Pick<Field, "kind">, value: unknown): unknown {
  return kind === "items" && Array.isArray(value)
    ? value.map((item) => (isJsonObject(item) ? (onlyKnown(item) ?? {}) : item))
    : value;
}

/**
 * Gives everything known of a flow that an update may carry (upstream quirk Q16: whether an update keeps what it leaves
 * out is not documented). Autopilot, and lists that an update adds to, are not in it: they are sent as a difference.
 * @param own values of fields that have a rule of their own, by path; null leaves the field out
 */
export function knownOf(
  fields: Record<string, Field>,
  flow: object,
  own: Record<string, unknown> = {},
): JsonObject {
  const body: JsonObject = {};
  for (const [path, field] of Object.entries(fields)) {
    const asDifference = field.life === "appended" || path === "/autopilot";
    if (path.includes("/*") || asDifference || !takes("update", field)) continue;
    const value = Object.hasOwn(own, path) ? own[path] : sentValue(field, valueAt(flow, path));
    if (value !== null && value !== undefined) plantAt(body, path, value);
  }
  return body;
}
