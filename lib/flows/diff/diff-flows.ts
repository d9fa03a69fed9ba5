import { fieldLabel, pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject, sameJson } from "@/lib/json/json-value";
import { MASK } from "./secret-values";

/**
 * What people decide about a flow, as opposed to what the upstream makes of it. Differences and content hashes
 * both stand on this, so that two states have the same hash exactly when nothing differs between them. Copies of fields
 * (upstream quirk Q14) are no content: one change must not show twice.
 */
const NO_CONTENT = pathsWhere(({ diff, life }) => diff === "no" || life === "copy").add("/unknownFields");

/** Leaves out what is no content, and empty values of objects, at every depth outside lists. */
function contentIn(value: unknown, path: string[]): unknown {
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    const content = NO_CONTENT.has(jsonPointer(at)) ? null : contentIn(inner, at);
    if (!isEmptyValue(content)) kept[key] = content;
  }
  return kept;
}

/** Gives a flow's content: no fields made by the upstream, no copies, no empty values. */
function contentOf(flow: object): JsonObject {
  return contentIn(flow, []) as JsonObject;
}

/**
 * Gives what a content hash of a stored flow covers. Digests are part of it, so a changed secret changes the
 * hash; the upstream's own bookkeeping and empty values are not, so being told more is no change.
 */
export function flowContent(stored: StoredFlow): JsonObject {
  return contentOf(stored);
}

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
  return diffContent(before ?? {}, after);
}

/** The same of what is no whole flow, such as what a new one will consist of; its fields are those of a flow. */
export function diffContent(before: object, after: object): FieldChange[] {
  const changes: FieldChange[] = [];
  collect([], contentOf(before), contentOf(after), changes);
  return changes;
}

/** The fields that tell most about a change; the first one of these that changed is the one named. */
const MOST_TELLING = ["/prompt", "/isActive", "/autopilot", "/name", "/direction", "/agent"];

function rank(path: string): number {
  const place = MOST_TELLING.indexOf(path);
  return place === -1 ? MOST_TELLING.length : place;
}

/** "Prompt" becomes "the prompt"; an abbreviation such as HIPAA keeps its capitals. */
function withArticle(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? `the ${label}` : `the ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

/**
 * Says in a few words what changed, to stand after a verb: "the prompt", "the prompt and the name", "the prompt
 * and 2 other fields"; "nothing" when nothing did.
 */
export function describeChanges(changes: Pick<FieldChange, "path">[]): string {
  const labels = changes
    .toSorted((one, other) => rank(one.path) - rank(other.path))
    .map((change) => withArticle(fieldLabel(change.path)));
  const [first, second] = labels;
  if (first === undefined) return "nothing";
  if (second === undefined) return first;
  if (labels.length === 2) return `${first} and ${second}`;
  return `${first} and ${labels.length - 1} other fields`;
}
