import { isJsonObject } from "@/lib/json/json-value";

/** Whole names, and parts of names, that credentials usually have in JSON of no documented shape. */
const WHOLE = /^(headers?|auth|cookies?|pass|pwd|pin|sig|jwt|code_verifier)$/i;
const PART =
  /secret|passw|passphrase|token|credential|bearer|signature|authorization|session[-_]?id|header[-_]?value|x[-_]auth|(api|access|private|secret|auth|account|subscription|functions|signing|encryption)[-_ ]?key/i;

/** Parts of names of amounts that are about credentials without being credentials: a limit of tokens is no token. */
const AMOUNT = /tokens$|max|min|limit|count|length|size|budget|ttl|expir|timeout|seconds|minutes/i;

/** Whether a number with this name counts or measures something. */
function soundsLikeAmount(name: string): boolean {
  return AMOUNT.test(name);
}

/** Whether a value with this name is likely to be a credential. */
function soundsLikeCredential(name: string): boolean {
  return WHOLE.test(name) || PART.test(name);
}

const BLANK = "***";
/** `//user:password@host`, of any scheme, anywhere in a text. */
const USER_INFO = /(:\/\/)[^\s/?#@]*(?:@[^\s/?#@]*)*@/g;
/** One parameter of a query or a fragment, anywhere in a text. */
const PARAMETER = /([?&#;])([^\s=&#?;]+)=([^\s&#;"'<>]*)/g;

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Removes credentials from the addresses in a text: before the host, and under such a name in the query. */
export function clearAddresses(text: string): string {
  return text.replace(USER_INFO, `$1${BLANK}@`).replace(PARAMETER, (all, mark: string, name: string) => {
    const plain = decoded(name);
    return soundsLikeCredential(plain) || plain === "key" ? `${mark}${name}=${BLANK}` : all;
  });
}

/** The names under which an item of a list of pairs states its own name. */
const NAMES = ["name", "key", "header", "headerName", "field", "param"];

const VALUES = /^(values?|default|defaultValue|content|text|data)$/i;

/** `{name: "X-Api-Key", value: …}`: the name makes the value beside it suspect. */
function namesCredential(pair: Record<string, unknown>): boolean {
  return NAMES.some((name) => typeof pair[name] === "string" && soundsLikeCredential(pair[name]));
}

/**
 * Replaces credentials in JSON of no documented shape: every text and number below or beside a name that sounds like
 * one is replaced, and addresses in other texts lose theirs. Amounts and switches stay: a limit of tokens is no token.
 * @param hidden returns what stands in place of a text or a number
 */
export function withoutCredentials(
  value: unknown,
  hidden: (value: string | number) => unknown,
  suspect = false,
): unknown {
  if (typeof value === "number") return suspect ? hidden(value) : value;
  if (typeof value === "string") return suspect ? hidden(value) : clearAddresses(value);
  if (Array.isArray(value)) return value.map((item) => withoutCredentials(item, hidden, suspect));
  if (!isJsonObject(value)) return value;
  const pair = namesCredential(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === "number" && soundsLikeAmount(key)) return [key, inner];
      const besides = pair && VALUES.test(key);
      return [key, withoutCredentials(inner, hidden, suspect || besides || soundsLikeCredential(key))];
    }),
  );
}

/** Whether a value under the last step of a path is likely to be a credential, by the names on the way to it. */
export function pathNamesCredential(steps: readonly string[]): boolean {
  return steps.some(soundsLikeCredential);
}
