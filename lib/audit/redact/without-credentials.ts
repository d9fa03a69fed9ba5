import "server-only";
import { isJsonObject } from "@/lib/flows/flow-content";
import { redactedValue } from "./secret-digest";

/** Names under which credentials usually stand, in JSON whose shape nobody documents. */
const CREDENTIAL =
  /^(headers?|auth|authorization|cookie)$|secret|password|passphrase|token|credential|api[-_]?key|private[-_]?key|bearer/i;

/**
 * JSON of no documented shape, with every text below a name that sounds like a credential replaced by a digest.
 * Numbers and switches stay: a limit of tokens is no token.
 */
export function withoutCredentials(chain: string, value: unknown, suspect = false): unknown {
  if (typeof value === "string") return suspect ? redactedValue(chain, value) : value;
  if (Array.isArray(value)) return value.map((item) => withoutCredentials(chain, item, suspect));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      withoutCredentials(chain, inner, suspect || CREDENTIAL.test(key)),
    ]),
  );
}
