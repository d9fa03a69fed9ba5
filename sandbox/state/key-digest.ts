import { createHash } from "node:crypto";

/** The SHA-256 of an API key, in hex: how keys are stored, compared and logged. */
export function keyDigest(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
