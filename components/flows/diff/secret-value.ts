import { MASK } from "@/lib/flows/diff/secret-values";
import { isJsonObject } from "@/lib/json/json-value";

/** What is known about a value that is not shown: a digest, by which two of them can be told apart, or nothing. */
interface HiddenValue {
  digest: string | null;
}

/** Reads a value that was replaced before it was recorded: by the mask, or by a note with a keyed digest. */
export function hiddenValue(value: unknown): HiddenValue | null {
  if (value === MASK) return { digest: null };
  if (!isJsonObject(value)) return null;
  const stands = value.redacted === true || value.value === MASK;
  if (!stands) return null;
  return { digest: typeof value.digest === "string" ? value.digest : null };
}

/** Whether a value was there at all: an empty text or nothing is no secret. */
function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}

/** What can be told about a secret without telling it. `hidden`: without digests nobody can say. */
export type SecretChange = "set" | "removed" | "changed" | "same" | "hidden";

/** Says what became of a secret; null where neither value is one. */
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
