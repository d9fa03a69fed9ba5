import type { KeptValue } from "@/lib/flows/model/call-flow";
import type { Flow, StoredFlow } from "@/lib/flows/model/flow";
import { isEmptyValue, isJsonObject, sameJson } from "@/lib/json/json-value";

/** One side of a change that is stored in a form which the normal form has no place for; secrets in it are masked. */
export interface UnreadValue {
  unread: true;
  value: unknown;
}

/** Whether a side of a change is an unread value. No field has an object with such a mark as its value. */
export function isUnreadValue(value: unknown): value is UnreadValue {
  return isJsonObject(value) && value.unread === true && Object.hasOwn(value, "value");
}

type AnyFlow = Pick<Flow | StoredFlow, "kept">;

/** The kept values that say something, by path. */
export function keptByPath(flow: AnyFlow): Map<string, KeptValue> {
  const telling = (flow.kept ?? []).filter(({ value }) => !isEmptyValue(value));
  return new Map(telling.map((kept) => [kept.path, kept]));
}

/** What two kept values are compared by: the digest, since both may have the same mask. */
function fingerprint({ digest, value }: KeptValue): unknown {
  return digest ?? { value };
}

/**
 * Returns the kept values that differ between two states, by path, each with both sides. Where a state was stored
 * before such values were recorded, nothing is known to differ.
 */
export function keptDifferences(
  before: AnyFlow,
  after: AnyFlow,
): Map<string, { before: UnreadValue | null; after: UnreadValue | null }> {
  if (before.kept === undefined || after.kept === undefined) return new Map();
  const [old, present] = [keptByPath(before), keptByPath(after)];
  const paths = new Set([...old.keys(), ...present.keys()]);
  const side = (kept: KeptValue | undefined): UnreadValue | null =>
    kept ? { unread: true, value: kept.value } : null;
  const differing = [...paths].filter((path) => {
    const [one, other] = [old.get(path), present.get(path)];
    return !one || !other || !sameJson(fingerprint(one), fingerprint(other));
  });
  return new Map(
    differing.map((path) => [path, { before: side(old.get(path)), after: side(present.get(path)) }]),
  );
}
