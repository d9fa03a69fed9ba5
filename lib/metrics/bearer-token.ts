import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

/**
 * Whether an `Authorization` header carries the expected bearer token. Takes the same time for any wrong one; the
 * digests make both sides equally long.
 *
 * @param expected undefined when no token is set, and then nothing fits
 */
export function bearerTokenFits(header: string | null, expected: string | undefined): boolean {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
  if (token === undefined || expected === undefined) return false;
  return timingSafeEqual(digest(token), digest(expected));
}
