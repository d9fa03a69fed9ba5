import { MASK } from "@/lib/flows/diff/secret-values";
import { isJsonObject } from "@/lib/json/json-value";

/** A value that is not shown; its digest, if there is one, says whether two of them are equal. */
interface HiddenValue {
  digest: string | null;
}

/** Reads a value that was replaced before it was recorded: by the mask, or by a note with a keyed digest. */
export function hiddenValue(value: unknown): HiddenValue | null {
  if (value === MASK) return { digest: null };
  if (!isJsonObject(value)) return null;
  const masked = value.redacted === true || value.value === MASK;
  if (!masked) return null;
  return { digest: typeof value.digest === "string" ? value.digest : null };
}

/** Whether a value was there at all: an empty text or nothing is no secret. */
function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}

/** The change of a secret, as far as digests show it. `hidden`: there are none, so the change is not known. */
export type SecretChange = "set" | "removed" | "changed" | "same" | "hidden";

/** Returns the change of a secret; null where neither value is one. */
export function secretChange(before: unknown, after: unknown): SecretChange | null {
  const [old, present] = [hiddenValue(before), hiddenValue(after)];
  if (old === null && present === null) return null;
  if (!isThere(before)) return "set";
  if (!isThere(after)) return "removed";
  // One side in the clear and the other one hidden can't be one value.
  if (old === null || present === null) return "changed";
  if (old.digest === null || present.digest === null) return "hidden";
  return old.digest === present.digest ? "same" : "changed";
}
