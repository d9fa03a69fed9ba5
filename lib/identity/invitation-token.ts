import "server-only";
import { createHash } from "node:crypto";

/** What is kept of an invitation's token: 256 random bits need no slow hash. */
export function invitationTokenHash(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
