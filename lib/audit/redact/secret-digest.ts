import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import canonicalize from "canonicalize";
import { env } from "@/lib/env";

/** An event's replacement for a secret value: it shows that there was one, and its digest shows a change. */
interface RedactedValue {
  redacted: true;
  /** 132 bits of HMAC-SHA-256, base64url. Equal values of one chain have equal digests. */
  digest: string;
}

/** A value from outside in this shape could carry a secret in its digest. So our own are known by identity. */
const made = new WeakSet<object>();

/**
 * The key of a chain's digests. The key is derived from the server's secret (HKDF, RFC 5869), so that nobody can guess
 * a weak secret from an exported log. Each chain has its own, so that two workspaces with the same secret don't show
 * it.
 */
function digestKey(chain: string): Buffer {
  return Buffer.from(hkdfSync("sha256", env().PORTAL_SECRET, "", `audit-digest:${chain}`, 32));
}

/** The digest of any JSON value, as text. */
export function keyedDigest(chain: string, value: unknown): string {
  const text = canonicalize(value) ?? "";
  return createHmac("sha256", digestKey(chain)).update(text, "utf8").digest("base64url").slice(0, 22);
}

/**
 * Returns an event's replacement for a secret.
 * @param chain a workspace's id, or "portal"
 * @param value any JSON value; null stays null, since "there was none" is no secret
 */
export function redactedValue(chain: string, value: unknown): RedactedValue | null {
  if (value === null || value === undefined) return null;
  const redacted: RedactedValue = { redacted: true, digest: keyedDigest(chain, value) };
  made.add(redacted);
  return redacted;
}

/** Whether `redactedValue` made a value, in this process. */
export function isRedactedValue(value: unknown): value is RedactedValue {
  return typeof value === "object" && value !== null && made.has(value);
}
