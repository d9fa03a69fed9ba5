import { isEmptyValue, isJsonObject, sameJson } from "@/lib/json/json-value";

/** Returns a value in one spelling: plain line ends, and objects without members that say nothing. */
function spelledAlike(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\r\n", "\n");
  if (Array.isArray(value)) return value.map(spelledAlike);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).filter(([, inner]) => !isEmptyValue(inner));
  return Object.fromEntries(members.map(([key, inner]) => [key, spelledAlike(inner)]));
}

/** Whether two values of a field say the same: the upstream spells one value in several ways (quirk Q38). */
export function sameValue(one: unknown, other: unknown): boolean {
  if (isEmptyValue(one) && isEmptyValue(other)) return true;
  return sameJson(one, other) || sameJson(spelledAlike(one), spelledAlike(other));
}
