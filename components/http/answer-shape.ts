/**
 * Checks of what came from outside, for pages that don't load zod: it would more than double their own code. The forms
 * have it anyway and check whole flows by the schemas of `lib/flows`.
 */

/** Says whether a value has a shape. */
export type Shape<T> = (value: unknown) => value is T;

export const text: Shape<string> = (value) => typeof value === "string";
export const number: Shape<number> = (value) => typeof value === "number";
export const flag: Shape<boolean> = (value) => typeof value === "boolean";
export const anything: Shape<unknown> = (value): value is unknown => true;

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value): value is T | null => value === null || shape(value);
}

/** Also for a member that may be missing. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value): value is T | undefined => value === undefined || shape(value);
}

export function listOf<T>(item: Shape<T>): Shape<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(item);
}

/** An object of any names whose values all have a shape. */
export function recordOf<T>(member: Shape<T>): Shape<Record<string, T>> {
  return (value): value is Record<string, T> =>
    typeof value === "object" && value !== null && Object.values(value).every(member);
}

/** An object with these members; it may have further ones. A member of `T` that is left out does not compile. */
export function object<T extends object>(members: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const checks = Object.entries<Shape<unknown>>(members);
  return (value): value is T =>
    isRecord(value) &&
    checks.every(([name, shape]) => shape(Object.hasOwn(value, name) ? value[name] : undefined));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
