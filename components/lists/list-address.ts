import { isStorable } from "@/lib/json/json-value";

/** The resolved `searchParams` of a page. */
export type SearchParams = Record<string, string | string[] | undefined>;

/**
 * Returns the one value of a parameter: the first of several, none for an empty text. A text that the database can't
 * store would only break the page, so it counts as none, too.
 */
export function oneOf(params: SearchParams, name: string): string | undefined {
  const value = params[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first && isStorable(first) ? first : undefined;
}

/**
 * Returns an address with some parameters changed; null removes one. The cursor goes whenever anything else changes:
 * it belongs to the old list.
 */
export function listAddress(
  pathname: string,
  current: Iterable<[string, string]>,
  changes: Record<string, string | null>,
): string {
  const params = new URLSearchParams([...current]);
  if (!("cursor" in changes)) params.delete("cursor");
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  const query = params.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** Returns the pairs of `searchParams`, for `listAddress`. */
export function paramPairs(params: SearchParams): [string, string][] {
  return Object.keys(params).flatMap((name): [string, string][] => {
    const value = oneOf(params, name);
    return value === undefined ? [] : [[name, value]];
  });
}
