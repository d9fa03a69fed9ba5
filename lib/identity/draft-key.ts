import "server-only";
import { hkdfSync } from "node:crypto";
import { env } from "@/lib/env";

/**
 * Returns the key that seals a person's unsaved edits in their browser, 32 bytes in base64. The key is derived from the
 * server's secret (HKDF, RFC 5869), so that no table holds it and every session of the person gets the same one. A new
 * PORTAL_SECRET makes a new key: what was sealed before can't be opened any more.
 */
export function draftKeyOf(userId: string): string {
  const key = hkdfSync("sha256", env().PORTAL_SECRET, "", `draft-key:${userId}`, 32);
  return Buffer.from(key).toString("base64");
}
