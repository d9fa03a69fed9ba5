import "server-only";
import { database } from "./client";

/** Removes counters whose time is over: each address that somebody tried to sign in with leaves one. */
export async function purgeExpiredLimits(): Promise<void> {
  await database().rateLimiterFlexible.deleteMany({ where: { expire: { lt: new Date() } } });
}
