import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import canonicalize from "canonicalize";
import { env } from "@/lib/env";

/** What stands in an event where a value may not: that there was one, and a digest by which "changed" can be told. */
interface RedactedValue {
  redacted: true;
  /** 132 bits of HMAC-SHA-256, base64url. Equal values of one chain have equal digests. */
  digest: string;
}

/** A value that only looks like one of ours could carry a secret in its digest; so ours are known by identity. */
const made = new WeakSet<object>();

/**
 * The key that a chain's digests are made with. It is derived from the server's secret (HKDF, RFC 5869), so that a
 * weak secret can't be guessed from an exported log, and differs by chain, so that two workspaces with the same secret
 * don't show it.
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
 * What an event says instead of a secret.
 * @param chain a workspace's id, or "portal"
 * @param value any JSON value; null stays null, since "there was none" is no secret
 */
export function redactedValue(chain: string, value: unknown): RedactedValue | null {
  if (value === null || value === undefined) return null;
  const redacted: RedactedValue = { redacted: true, digest: keyedDigest(chain, value) };
  made.add(redacted);
  return redacted;
}

/** Whether a value was made by `redactedValue`, in this process. */
export function isRedactedValue(value: unknown): value is RedactedValue {
  return typeof value === "object" && value !== null && made.has(value);
}
