import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** Returns a token that nobody can guess, for a link or a cookie: 256 random bits as 43 characters. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The stored form of such a token: 256 random bits need no slow hash. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token, "utf8").digest("hex");
}
