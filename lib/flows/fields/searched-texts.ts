import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { pointerBelow, pointerSteps } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { clearAddresses, withoutCredentials } from "@/lib/text/credentials";
import type { Field } from "./field";
import { flowField, flowFields } from "./flow-fields";

/** A text of a flow, and where it is. */
export interface FlowText {
  /** JSON pointer in the normal form, list positions as numbers. */
  path: string;
  text: string;
}

/** Whether a field has no documented shape: texts may be anywhere in it, and credentials beside them. */
export const isFreeForm = ({ kind }: Field) => kind === "json" || kind === "objects";

/** Returns the paths of the fields whose texts are searched, in the order of the tables. */
export function searchedPaths(kind: FlowKind): string[] {
  const rows = flowFields(kind).filter(([, { searched }]) => searched === "text");
  const freeForm = rows.filter(([, field]) => isFreeForm(field)).map(([path]) => path);
  // What is below a field without a documented shape is walked with it.
  return rows.map(([path]) => path).filter((path) => !freeForm.some((above) => path.startsWith(`${above}/`)));
}

const SEARCHED: Record<FlowKind, readonly string[]> = {
  call_flow: searchedPaths("call_flow"),
  message_flow: searchedPaths("message_flow"),
};

/** Names of values by which parts of a graph name each other. */
const REFERENCES = new Set(["id", "source", "target"]);

/** A value of a flow, and where it is. */
interface PlacedValue {
  path: string;
  value: unknown;
}

/** Returns the values at a table's path: of lists, those of each item. */
function* valuesAt(value: unknown, steps: readonly string[], path = ""): Generator<PlacedValue> {
  const [step, ...rest] = steps;
  if (step === undefined) yield { path, value };
  else if (step === "*" && Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* valuesAt(item, rest, pointerBelow(path, String(at)));
  } else if (isJsonObject(value) && Object.hasOwn(value, step)) {
    yield* valuesAt(value[step], rest, pointerBelow(path, step));
  }
}

/** Whether a part of a value without a documented shape is searched with it. */
function isSearched(kind: FlowKind, key: string, path: string): boolean {
  const row = flowField(kind, path);
  return !REFERENCES.has(key) && (row === null || row.searched === "text");
}

/** Returns every text in a value. */
function* textsIn(kind: FlowKind, { path, value }: PlacedValue): Generator<FlowText> {
  if (typeof value === "string" && value !== "") yield { path, text: clearAddresses(value) };
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const below = pointerBelow(path, key);
    if (isSearched(kind, key, below)) yield* textsIn(kind, { path: below, value: inner });
  }
}

/** The credentials of a value without a documented shape are known by the names beside them, so it is cleared whole. */
function cleared({ path, value }: PlacedValue): PlacedValue {
  return typeof value === "string" ? { path, value } : { path, value: withoutCredentials(value, () => "") };
}

/**
 * Returns the texts of a flow that a search reads, beside its name and what is said about it. Secrets are none of them: no
 * value of a header, nothing that sounds like a credential, and no credential in an address.
 */
export function searchedTexts(kind: FlowKind, flow: StoredFlow): FlowText[] {
  return SEARCHED[kind].flatMap((path) =>
    [...valuesAt(flow, pointerSteps(path))].flatMap((found) => [...textsIn(kind, cleared(found))]),
  );
}
