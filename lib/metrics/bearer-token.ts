import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { bearerCredentials } from "@/lib/text/http-header";

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

/**
 * Whether an `Authorization` header carries the expected bearer token. Every wrong token takes the same time, since
 * digests make both sides equally long.
 *
 * @param header the header's value; null when there is none
 * @param expected undefined when no token is configured: then no header fits
 */
export function bearerTokenFits(header: string | null, expected: string | undefined): boolean {
  const token = bearerCredentials(header);
  if (token === null || expected === undefined) return false;
  return timingSafeEqual(digest(token), digest(expected));
}
