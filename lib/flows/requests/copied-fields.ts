import type { Field } from "@/lib/flows/fields/field";
import { type RequestVerb, takes } from "@/lib/flows/fields/request-schema";
import type { Flow } from "@/lib/flows/model/flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject } from "@/lib/json/json-value";
import type { NotRestored } from "./plan-restore";

type Fields = Record<string, Field>;

/** A copy as it stands before anybody looked whether the upstream's request takes all of it. */
export interface CopyDraft {
  body: JsonObject;
  later: JsonObject | null;
  notCopied: NotRestored[];
}

/** Gives the object without values that were never told. "" is a value here. */
export function told(values: object): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

function copied({ kind }: Field, value: unknown): unknown {
  // Ids are left out when they are empty: the upstream writes "" for "none" (upstream quirk Q38).
  if (kind === "id" && value === "") return undefined;
  return kind === "items" && Array.isArray(value)
    ? value.map((item) => (isJsonObject(item) ? told(item) : item))
    : value;
}

/**
 * Gives what of a flow a request of the verb can carry into a copy. Fields that copies decide by themselves, or never
 * have, are not in it.
 * @param own values of fields that have a rule of their own, by path; undefined leaves the field out
 */
export function copiedBy(
  verb: RequestVerb,
  fields: Fields,
  flow: Flow,
  own: Record<string, unknown>,
): JsonObject {
  const body: JsonObject = {};
  for (const [path, field] of Object.entries(fields)) {
    const copies = field.copy === "verbatim" || field.copy === "reference" || field.copy === "secret";
    if (path.includes("/*") || !copies || !takes(verb, field)) continue;
    const value = Object.hasOwn(own, path) ? own[path] : copied(field, valueAt(flow, path));
    if (value !== null && value !== undefined) plantAt(body, path, value);
  }
  return body;
}

/** Gives the fields that no copy has although the flow says something there, with the reason. */
export function neverCopied(fields: Fields, flow: Flow, isNoLoss: (path: string) => boolean): NotRestored[] {
  return Object.entries(fields).flatMap(([path, { copy }]) => {
    const value = valueAt(flow, path);
    const says = value !== false && !isEmptyValue(value) && !isNoLoss(path);
    return typeof copy === "object" && says ? [{ path, why: copy.never }] : [];
  });
}

/** What no copy of a flow can have, whatever its kind. */
export function unknownToUs(unknownFields: number): NotRestored[] {
  if (unknownFields === 0) return [];
  const fields = unknownFields === 1 ? "One field" : `${unknownFields} fields`;
  return [{ path: "", why: `${fields} of the upstream's answer are not known to Switchboard` }];
}
