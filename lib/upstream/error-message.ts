import { isJsonObject } from "@/lib/json/json-value";
import "server-only";

/** Replaces a secret that the upstream echoed. */
const REDACTED = "[redacted]";
const LONGEST_MESSAGE = 300;
/** Shorter ones are common words or numbers: hiding them would only garble the message. */
const SHORTEST_SECRET = 4;

// Controls would break log lines; direction marks can make a message read as something it is not.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) clean = clean.replaceAll(secret, REDACTED);
  }
  return clean;
}

/**
 * Returns a message of the upstream that is safe for people and logs: one line, at most 300 characters, no control
 * characters. Secrets that the upstream echoes are replaced.
 * @param secrets texts that the message must not contain
 * @param fallback the result where nothing is left of the text
 */
export function cleanUpstreamMessage(text: string, secrets: readonly string[], fallback: string): string {
  const longestFirst = secrets
    .filter((secret) => secret !== "")
    .toSorted((one, other) => other.length - one.length);
  const line = withoutSecrets(text, longestFirst).replaceAll(UNPRINTABLE, " ").replaceAll(/\s+/g, " ").trim();
  // Cleaning may have joined the parts of a secret, so the result is searched once more.
  const clean = withoutSecrets(line, longestFirst);
  const short =
    clean.length > LONGEST_MESSAGE ? `${clean.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…` : clean;
  return short === "" ? fallback : short;
}

/** The upstream may echo a header such as "Bearer abc…" without its first word. Shorter words are hardly a secret. */
const SHORTEST_SECRET_WORD = 8;

function secretsOfHeader(value: string): string[] {
  return [
    value,
    ...value.split(/\s+/).filter((word) => word !== value && word.length >= SHORTEST_SECRET_WORD),
  ];
}

/** Returns the secrets that a request carries: the key, and the header values of the webhooks in its body. */
export function secretsOfRequest(apiKey: string, body: unknown): string[] {
  const secrets = [apiKey];
  const webhooks = isJsonObject(body) ? body.webhooks : null;
  if (!Array.isArray(webhooks)) return secrets;
  for (const webhook of webhooks) {
    const headers: unknown = isJsonObject(webhook) ? webhook.headers : null;
    if (typeof headers !== "object" || headers === null) continue;
    for (const value of Object.values(headers))
      if (typeof value === "string") secrets.push(...secretsOfHeader(value));
  }
  return secrets;
}
