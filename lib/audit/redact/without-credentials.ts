import "server-only";
import { isJsonObject } from "@/lib/json/json-object";
import { clearAddresses } from "./clear-addresses";
import { soundsLikeAmount, soundsLikeCredential } from "./credential-names";
import { redactedValue } from "./secret-digest";

/** Under which an item of a list of pairs says what it is about. */
const NAMES = ["name", "key", "header", "headerName", "field", "param"];

const VALUES = /^(values?|default|defaultValue|content|text|data)$/i;

/** `{name: "X-Api-Key", value: …}`: the name makes the value beside it suspect. */
function namesCredential(pair: Record<string, unknown>): boolean {
  return NAMES.some((name) => typeof pair[name] === "string" && soundsLikeCredential(pair[name]));
}

/**
 * JSON of no documented shape, with every text and number below or beside a name that sounds like a credential replaced by
 * a digest, and credentials in the addresses of other texts. Amounts and switches stay: a limit of tokens is no token.
 */
export function withoutCredentials(chain: string, value: unknown, suspect = false): unknown {
  if (typeof value === "number") return suspect ? redactedValue(chain, value) : value;
  if (typeof value === "string") return suspect ? redactedValue(chain, value) : clearAddresses(value);
  if (Array.isArray(value)) return value.map((item) => withoutCredentials(chain, item, suspect));
  if (!isJsonObject(value)) return value;
  const pair = namesCredential(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === "number" && soundsLikeAmount(key)) return [key, inner];
      const besides = pair && VALUES.test(key);
      return [key, withoutCredentials(chain, inner, suspect || besides || soundsLikeCredential(key))];
    }),
  );
}
