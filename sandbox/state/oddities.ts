import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { UpdateMode } from "@/sandbox/settings";

/**
 * What a flow holds beside its documented values, by JSON pointer: keys that no document names, and values of other
 * types than documented. Live flows have both. Pointers are those of the stored flow, such as `/settings/callSetting/x`.
 */
export const odditiesSchema = z.record(z.string().regex(/^(\/[^/]+)+$/), z.unknown()).optional();
export type Oddities = Record<string, unknown>;
type Odd = { odd?: Oddities | undefined };
type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stepsOf(pointer: string): string[] {
  const steps = pointer.slice(1).split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The object around a pointer's last step, and that step; null where there is no such object. */
function around(document: unknown, pointer: string): { parent: Json; key: string } | null {
  const steps = stepsOf(pointer);
  const key = steps.pop() ?? "";
  let parent: unknown = document;
  for (const step of steps) parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : null;
  return isObject(parent) ? { parent, key } : null;
}

function has(document: unknown, pointer: string): boolean {
  const place = around(document, pointer);
  return place !== null && Object.hasOwn(place.parent, place.key);
}

/** Sets a member as JSON.parse would: `__proto__` is a key like any other. */
function set(parent: Json, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * An answer with the flow's oddities in it. A documented field shows its odd value where the answer has the field at
 * all; an unknown key shows where the answer has the object around it.
 * @param spell the answer's pointer for a pointer of the stored flow
 */
export function showOddities(answer: Json, flow: Odd, spell = (pointer: string) => pointer): Json {
  const shown = structuredClone(answer);
  for (const [pointer, value] of Object.entries(flow.odd ?? {})) {
    const spelled = spell(pointer);
    const place = around(shown, spelled);
    if (place && (!has(flow, pointer) || Object.hasOwn(place.parent, place.key))) {
      set(place.parent, place.key, value);
    }
  }
  return shown;
}

/** The whole document as a database would have it: the stored flow with its oddities in place. */
export function storedDocument({ odd, ...flow }: Json & Odd): Json {
  const document = structuredClone(flow);
  for (const [pointer, value] of Object.entries(odd ?? {})) {
    const place = around(document, pointer);
    if (place) set(place.parent, place.key, value);
  }
  return document;
}

/**
 * Takes one oddity out of a body that sends it back, in place.
 * @returns the value that the flow has from then on, in a list; an empty one where the update replaces it
 */
function takeOne(rest: unknown, pointer: string, value: unknown, isUnknown: boolean, isReplaced: boolean) {
  const place = has(rest, pointer) ? around(rest, pointer) : null;
  if (place === null) return isReplaced ? [] : [value];
  const sent = place.parent[place.key];
  const isTaken = isUnknown ? pointer.startsWith("/settings/") : isDeepStrictEqual(sent, value);
  if (!isTaken) return [];
  delete place.parent[place.key];
  return [sent];
}

/**
 * Takes the oddities that an update sends back out of its body, so that the rest can be checked by the documents. An
 * odd value is accepted as it is stored; another value has to be a documented one. An unknown key is accepted in
 * `settings` only, where the flow has it, with any value. What the body leaves out stays, unless the update replaces it.
 * @param named whether an update can name the stored field at a pointer
 * @returns the rest of the body, and the flow's oddities after the update
 */
export function takeBack(
  body: unknown,
  flow: Odd & object,
  mode: UpdateMode,
  named: (pointer: string) => boolean,
): { rest: unknown; odd: Oddities } {
  const rest = structuredClone(body);
  const odd = Object.entries(flow.odd ?? {}).flatMap(([pointer, value]) => {
    const isUnknown = !has(flow, pointer);
    const isReplaceable = isUnknown ? pointer.startsWith("/settings/") : named(pointer);
    const left = takeOne(rest, pointer, value, isUnknown, mode === "replace" && isReplaceable);
    return left.map((kept): [string, unknown] => [pointer, kept]);
  });
  return { rest, odd: Object.fromEntries(odd) };
}
