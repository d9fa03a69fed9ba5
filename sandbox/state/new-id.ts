import { randomBytes } from "node:crypto";

/** A fresh id in the upstream's spelling: 24 hex characters, the first 8 of them the time in seconds. */
export function newId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex");
}
