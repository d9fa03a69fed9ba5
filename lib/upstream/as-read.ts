import { takes } from "@/lib/flows/fields/field";
import { fieldsBelow } from "@/lib/flows/fields/field-paths";
import { FIELDS, fieldGroups, flowField, isFieldGroup } from "@/lib/flows/fields/flow-fields";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { type FlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import { plantAt, pointerBelow, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { PatchNotPossible } from "./problems";

const LIMITS = "/settings/callSettings";
const HOURS = "/settings/responseSettings/workingHours";

/** Whether a path is one of others, or lies below one. */
function isAtOrBelow(path: string, others: readonly string[]): boolean {
  return others.some((other) => `${path}/`.startsWith(`${other}/`));
}

/**
 * Returns a field's value in an answer, unchanged; undefined where the answer lacks it. Both spellings of the call
 * settings are searched (upstream quirk Q3), and so are flat working hours (quirk Q9).
 */
export function rawAt(raw: unknown, path: string): unknown {
  const found = valueAt(raw, path);
  if (found !== undefined) return found;
  if (path.startsWith(`${LIMITS}/`)) return valueAt(raw, path.replace(LIMITS, "/settings/callSetting"));
  return path.startsWith(`${HOURS}/`)
    ? valueAt(raw, path.replace(HOURS, "/settings/responseSettings"))
    : undefined;
}

/**
 * Refuses a patch that sets a part of a value that is stored in a form which we don't read: the other parts would be
 * lost. To replace such a field as a whole is possible, since then the new value is chosen.
 * @throws PatchNotPossible
 */
export function checkReadable(kind: FlowKind, base: Flow, patch: FlowPatch): void {
  const kept = (base.kept ?? []).map(({ path }) => path);
  const errors = patchPaths(patch).flatMap((path) => {
    const added = flowField(kind, path)?.life === "appended" && kept.includes(path);
    const around = kept.some((other) => path.startsWith(`${other}/`));
    const message =
      "A part of this can't be set: Trillet stores the whole in a form that Switchboard doesn't read. It stays as it is";
    return added || around ? [{ path, message }] : [];
  });
  if (errors.length > 0) throw new PatchNotPossible(errors);
}

/**
 * Returns a field's value as an answer has it, ready to go back: unchanged, but for populated ids (upstream quirk Q13),
 * of which a request takes the ids alone.
 * @param value the value in normal form
 */
export function sentAsRead(kind: FlowKind, path: string, answered: unknown, value: unknown): unknown {
  const isPopulated =
    flowField(kind, path)?.kind === "ids" && Array.isArray(answered) && Array.isArray(value);
  return isPopulated ? value : answered;
}

const groupsToSet = (kind: FlowKind) =>
  new Set(
    fieldGroups(kind).filter((at) =>
      fieldsBelow(FIELDS[kind], at).some(({ field }) => takes("update", field)),
    ),
  );

/** The objects in which an update can set anything. */
const TO_SET: Record<FlowKind, ReadonlySet<string>> = {
  call_flow: groupsToSet("call_flow"),
  message_flow: groupsToSet("message_flow"),
};

/** Other names that answers have for an object. */
const SPELLINGS: Record<string, string> = { "/settings/callSetting": LIMITS };

interface Target {
  kind: FlowKind;
  body: JsonObject;
  patched: readonly string[];
}

/** Whether the flat spelling of the working hours has a key; they are sent nested. */
function isFlatHour(kind: FlowKind, at: string, key: string): boolean {
  return `${at}/workingHours` === HOURS && flowField(kind, pointerBelow(HOURS, key)) !== null;
}

function keepKey(target: Target, at: string, key: string, value: unknown): void {
  const { kind, body } = target;
  const spelled = pointerBelow(at, key);
  const path = SPELLINGS[spelled] ?? spelled;
  if (isFieldGroup(kind, path)) {
    // Of an object with two names, the second one only adds what the first lacks.
    const isSecondName = path !== spelled && isJsonObject(valueAt(body, path));
    if (TO_SET[kind].has(path) && (isJsonObject(value) || !isSecondName)) keepObject(target, path, value);
    return;
  }
  const isUnknown = flowField(kind, path) === null && !isFlatHour(kind, at, key);
  if (isUnknown && valueAt(body, path) === undefined) plantAt(body, path, value);
}

function keepObject(target: Target, at: string, answered: unknown): void {
  const { body, patched } = target;
  if (isJsonObject(answered)) {
    if (!isJsonObject(valueAt(body, at))) plantAt(body, at, {});
    for (const [key, value] of Object.entries(answered)) keepKey(target, at, key, value);
    return;
  }
  const isTouched = patched.some((path) => isAtOrBelow(path, [at]));
  if (answered !== undefined && !isTouched) plantAt(body, at, answered);
}

/**
 * Puts into the body of an update what the answer's `settings` have besides documented fields: keys that no document
 * names, at every depth, and objects that are none. Public integrations send `settings` back whole; an upstream that
 * replaces them would lose what is left out (quirk Q16). Documented fields that no update takes stay out.
 * @param body under the names of the normal form; changed in place
 * @param patch what the update sets
 */
export function keepSettings(kind: FlowKind, body: JsonObject, raw: unknown, patch: FlowPatch): void {
  const settings = valueAt(raw, "/settings");
  if (settings !== undefined) keepObject({ kind, body, patched: patchPaths(patch) }, "/settings", settings);
}
