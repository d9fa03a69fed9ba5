import { pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import { sameJson } from "@/lib/json/json-equality";
import { isEmptyValue, isJsonObject } from "@/lib/json/json-object";
import { jsonPointer } from "@/lib/json/json-pointer";
import { contentOf } from "./content-of";
import { MASK } from "./secret-values";

/** One field that differs between two states of a flow. Null stands for "had no value". */
export interface FieldChange {
  /** JSON pointer (RFC 6901), for example `/settings/callSettings/maxCallDuration`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** A flow's identity never changes, so it is no news in a list of changes. */
const IDENTITY = pathsWhere(({ diff }) => diff === "identity");

/** Digests serve the comparison only, and a header's value is a secret: neither leaves this module. */
function fitToShow(path: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (path !== "/webhooks" || !Array.isArray(value)) return value;
  return value.map((webhook) => {
    if (!isJsonObject(webhook) || !Array.isArray(webhook.headers)) return webhook;
    return { ...webhook, headers: webhook.headers.map((header) => ({ name: header?.name, value: MASK })) };
  });
}

function collect(path: string[], before: unknown, after: unknown, changes: FieldChange[]): void {
  if (isEmptyValue(before) && isEmptyValue(after)) return;
  if (isJsonObject(before) || isJsonObject(after)) {
    const one = isJsonObject(before) ? before : {};
    const other = isJsonObject(after) ? after : {};
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      collect([...path, key], one[key], other[key], changes);
    }
    return;
  }
  const pointer = jsonPointer(path);
  if (IDENTITY.has(pointer) || sameJson(before, after)) return;
  changes.push({ path: pointer, before: fitToShow(pointer, before), after: fitToShow(pointer, after) });
}

/**
 * Gives what differs between two states of a flow, field by field: objects are descended into, a list counts as
 * one value. Fields that the upstream makes by itself are left out. With `before` null (a new flow) every field
 * with a value is listed. Pass stored (masked) flows for both, or neither; values of headers are never in it.
 */
export function diffFlows(before: Flow | StoredFlow | null, after: Flow | StoredFlow): FieldChange[] {
  const changes: FieldChange[] = [];
  collect([], before === null ? {} : contentOf(before), contentOf(after), changes);
  return changes;
}
