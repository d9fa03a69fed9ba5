export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the keys of an object that is written out in the code, and so has no others, in the order in which it has them. */
export function keysOf<Table extends object>(table: Table): (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}

/**
 * Whether a value says nothing: null, undefined, "", an empty list, or an object of such values. The upstream uses
 * them alike (quirk Q38).
 */
export function isEmptyValue(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every(isEmptyValue);
}

/** Returns an object without its members that are null or undefined; "", 0 and false stay. */
export function withoutNulls(values: object): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** Whether two JSON values are the same; the order of an object's keys does not matter. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
  );
}

/** Whether the portal's database can store a text. PostgreSQL stores neither U+0000 nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** Returns a text without what the portal's database can't store. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** Whether the portal's database can store every text and name in a JSON value. */
export function isStorableJson(value: unknown): boolean {
  if (typeof value === "string") return isStorable(value);
  if (Array.isArray(value)) return value.every(isStorableJson);
  return (
    !isJsonObject(value) || Object.keys(value).every((key) => isStorable(key) && isStorableJson(value[key]))
  );
}

/**
 * Returns a JSON value of which no text and no name has what the portal's database can't store: the value itself, unless
 * something in it is such a rarity.
 */
export function storableJson(value: unknown): unknown {
  return isStorableJson(value) ? value : madeStorable(value);
}

function madeStorable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (Array.isArray(value)) return value.map(madeStorable);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), madeStorable(inner)]),
  );
}
