import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import { UpstreamError } from "@/lib/upstream/upstream-error";

/**
 * Books requests on the upstream's budget (upstream quirk Q22: 60 a minute, no headers that say how many are left).
 * The count is per key and in the database, so that all replicas and all workspaces of one key share it. The key
 * itself is not stored, only its hash.
 *
 * @throws UpstreamError `rate_limited`, not sent, when nothing is left of this minute
 */
export async function spendRequests(apiKey: string, requests: number): Promise<void> {
  const limiter = new RateLimiterPrisma({
    storeClient: database(),
    keyPrefix: "upstream-budget",
    points: env().UPSTREAM_REQUESTS_PER_MINUTE,
    duration: 60,
    clearExpiredByTimeout: false,
  });
  try {
    await limiter.consume(createHash("sha256").update(apiKey).digest("hex"), requests);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new UpstreamError({
      kind: "rate_limited",
      message: "The upstream's request budget of this minute is used up",
      sent: false,
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
    });
  }
}
