import { type Field, type RequestVerb, takes } from "@/lib/flows/fields/field";
import { isDocumented } from "@/lib/flows/fields/flow-fields";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject, withoutNulls } from "@/lib/json/json-value";
import { isBlank } from "@/lib/text/readable";
import type { NotRestored } from "./plan-restore";

type Fields = Record<string, Field>;

/** A copy before the upstream's own rules for requests are checked. */
export interface CopyDraft {
  body: JsonObject;
  later: JsonObject | null;
  notCopied: NotRestored[];
}

function copied({ kind }: Field, value: unknown): unknown {
  // An empty id is left out: the upstream writes "" for "none" (quirk Q38).
  if (kind === "id" && value === "") return undefined;
  return kind === "items" && Array.isArray(value)
    ? value.map((item) => (isJsonObject(item) ? withoutNulls(item) : item))
    : value;
}

/**
 * Returns the fields of a flow that a request of the verb can carry into a copy, as its body. Fields that copies
 * decide by themselves, or never have, are left out.
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

/**
 * Returns the fields that no copy has although the flow has a value there, with the reason.
 * @param isNoLoss whether the copy loses nothing without a field
 */
export function neverCopied(fields: Fields, flow: Flow, isNoLoss: (path: string) => boolean): NotRestored[] {
  return Object.entries(fields).flatMap(([path, { copy }]) => {
    const value = valueAt(flow, path);
    const says = value !== false && !isEmptyValue(value) && !isNoLoss(path);
    return typeof copy === "object" && says ? [{ path, why: copy.never }] : [];
  });
}

/**
 * Returns an entry for each field whose value is stored in a form that we don't read, and one for all fields of the
 * upstream's answer that no document names.
 */
export function unreadByUs(kind: FlowKind, { kept = [], unknownFields }: Flow): NotRestored[] {
  const unread = kept.filter(({ path }) => isDocumented(kind, path));
  const why = "It is stored in a form that Switchboard doesn't read";
  const unknown = unknownFields - unread.length;
  if (unknown <= 0) return unread.map(({ path }) => ({ path, why }));
  const fields = unknown === 1 ? "One field" : `${unknown} fields`;
  return [
    ...unread.map(({ path }) => ({ path, why })),
    { path: "", why: `${fields} of Trillet's answer are not known to Switchboard` },
  ];
}

/** Returns the name of a copy when the caller chose none. */
export function copyName(name: string): string {
  return isBlank(name) ? "Copy" : `${name} (copy)`;
}
