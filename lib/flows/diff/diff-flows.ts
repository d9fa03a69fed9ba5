import { fieldLabel, pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import { pointerBelow, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject, sameJson } from "@/lib/json/json-value";
import { keptByPath, keptDifferences } from "./kept-changes";
import { MASK } from "./secret-values";

/**
 * Fields that are no content: the upstream makes them, and people don't decide them. Differences and content hashes
 * both use this list, so two states have the same hash exactly when nothing differs. Copies of fields (upstream quirk
 * Q14) are no content either: one change must not show twice.
 */
const NO_CONTENT = pathsWhere(({ diff, life }) => diff === "no" || life === "copy")
  .add("/unknownFields")
  .add("/kept");

const NO_CONTENT_NAMES = new Set([...NO_CONTENT].map((path) => pointerSteps(path).at(-1)));

/**
 * Returns a value without fields that are no content, and without empty values of objects, at every depth outside
 * lists.
 */
function contentIn(value: unknown, pointer: string): unknown {
  if (!isJsonObject(value)) return value;
  const kept: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) {
    // Of most values the path isn't needed, and a save comes here for some hundreds.
    if (NO_CONTENT_NAMES.has(key) && NO_CONTENT.has(pointerBelow(pointer, key))) continue;
    const content = isJsonObject(inner) ? contentIn(inner, pointerBelow(pointer, key)) : inner;
    if (!isEmptyValue(content)) kept[key] = content;
  }
  return kept;
}

/** Returns a flow's content: no fields made by the upstream, no copies, no empty values. */
function contentOf(flow: object): JsonObject {
  return contentIn(flow, "") as JsonObject;
}

/**
 * Returns the part of a stored flow that a content hash covers. Digests belong to it, so a changed secret changes the
 * hash. The upstream's own bookkeeping and empty values don't, so an answer with more fields is no change.
 */
export function flowContent(stored: StoredFlow): JsonObject {
  const content = contentOf(stored);
  const kept = [...keptByPath(stored)].map(([path, { digest, value }]) => [path, digest ?? value]);
  // A flow without kept values has the hash that it had before they were recorded.
  return kept.length > 0 ? { ...content, kept: Object.fromEntries(kept) } : content;
}

/** A field that differs between two states of a flow. Null means that it had no value. */
export interface FieldChange {
  /** JSON pointer (RFC 6901), for example `/settings/callSettings/maxCallDuration`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** A flow's identity never changes, so it is not listed among changes. */
const IDENTITY = pathsWhere(({ diff }) => diff === "identity");

/** Returns a value as it may leave this module: digests serve the comparison only, and a header's value is a secret. */
function fitToShow(path: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (path !== "/webhooks" || !Array.isArray(value)) return value;
  return value.map((webhook) => {
    if (!isJsonObject(webhook) || !Array.isArray(webhook.headers)) return webhook;
    return { ...webhook, headers: webhook.headers.map((header) => ({ name: header?.name, value: MASK })) };
  });
}

function collect(pointer: string, before: unknown, after: unknown, changes: FieldChange[]): void {
  if (isEmptyValue(before) && isEmptyValue(after)) return;
  if (isJsonObject(before) || isJsonObject(after)) {
    const one = isJsonObject(before) ? before : {};
    const other = isJsonObject(after) ? after : {};
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      collect(pointerBelow(pointer, key), one[key], other[key], changes);
    }
    return;
  }
  if (IDENTITY.has(pointer) || sameJson(before, after)) return;
  changes.push({ path: pointer, before: fitToShow(pointer, before), after: fitToShow(pointer, after) });
}

/**
 * Returns the differences between two states of a flow, field by field. A list counts as one value, and objects are
 * compared field by field. Fields that the upstream makes are left out. Pass stored (masked) flows for both, or
 * neither; values of headers are never in the result. A side that the normal form has no place for is an `UnreadValue`.
 * @param before null for a new flow: then every field with a value is listed
 * @param set paths that a write sets: between its empty values and an unknown one there is a difference too
 */
export function diffFlows(
  before: Flow | StoredFlow | null,
  after: Flow | StoredFlow,
  set: readonly string[] = [],
): FieldChange[] {
  const changes = new Map(diffContent(before ?? {}, after).map((change) => [change.path, change]));
  for (const [path, kept] of keptDifferences(before ?? { kept: [] }, after)) {
    const read = changes.get(path);
    changes.set(path, {
      path,
      before: kept.before ?? read?.before ?? null,
      after: kept.after ?? read?.after ?? null,
    });
  }
  for (const path of set) {
    const [old, present] = [valueAt(before, path) ?? null, valueAt(after, path) ?? null];
    const isOtherEmpty = isEmptyValue(old) && isEmptyValue(present) && !sameJson(old, present);
    if (isOtherEmpty && !changes.has(path)) changes.set(path, { path, before: old, after: present });
  }
  return [...changes.values()];
}

/** The same of what is no whole flow, such as what a new one will consist of; its fields are those of a flow. */
export function diffContent(before: object, after: object): FieldChange[] {
  const changes: FieldChange[] = [];
  collect("", contentOf(before), contentOf(after), changes);
  return changes;
}

/** The fields by which people recognise a change best. The first of them that changed is named. */
const NAMED_FIRST = ["/prompt", "/isActive", "/autopilot", "/name", "/direction", "/agent"];

function rank(path: string): number {
  const place = NAMED_FIRST.indexOf(path);
  return place === -1 ? NAMED_FIRST.length : place;
}

/** Turns "Prompt" into "prompt"; an abbreviation such as HIPAA keeps its capitals. */
function inSentence(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}

const withArticle = (label: string) => `the ${inSentence(label)}`;

/** People see working hours as one field. */
const SEEN_AS_ONE = "/settings/responseSettings/workingHours";

/** Returns what changed, as the labels of fields. The first is the one by which people recognise the change best. */
function changedLabels(changes: Pick<FieldChange, "path">[]): string[] {
  const paths = changes.map(({ path }) => (path.startsWith(`${SEEN_AS_ONE}/`) ? SEEN_AS_ONE : path));
  return [...new Set(paths)].toSorted((one, other) => rank(one) - rank(other)).map(fieldLabel);
}

function inFewWords([first, second, ...rest]: string[]): string {
  if (first === undefined) return "nothing";
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} other fields`;
}

/**
 * Returns in a few words what changed, for use after a verb; "nothing" for no change. Examples: "the prompt", "the
 * prompt and the name", "the prompt and 2 other fields".
 */
export function describeChanges(changes: Pick<FieldChange, "path">[]): string {
  return inFewWords(changedLabels(changes).map(withArticle));
}

/** The same by itself, where there is little room: "Prompt", "Prompt and name", "Prompt and 2 other fields". */
export function nameChanges(changes: Pick<FieldChange, "path">[]): string {
  const [first, ...others] = changedLabels(changes);
  return inFewWords(first === undefined ? [] : [first, ...others.map(inSentence)]);
}
