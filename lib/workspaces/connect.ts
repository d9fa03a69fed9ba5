import "server-only";
import { createHash, createHmac } from "node:crypto";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { CallLimits } from "@/lib/flows/fields/call-limits";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { apiKeyBinding, digestKeyBinding, unseal } from "@/lib/vault/vault";
import { defaultCallLimits } from "./default-call-limits";

/**
 * Books requests on the upstream's budget (upstream quirk Q22: 60 a minute, no headers that say how many are left).
 * The count is per key and in the database, so that all replicas and all workspaces of one key share it. The key
 * itself is not stored, only its hash.
 *
 * @throws UpstreamError `rate_limited`, not sent, when nothing is left of this minute
 */
async function spendRequests(apiKey: string, requests: number): Promise<void> {
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

/** A workspace with its secrets opened, for the length of one piece of work. Never leaves the server. */
export interface ConnectedWorkspace {
  id: string;
  requireReason: boolean;
  /** The call limits for updates that must carry some, where the flow shows none. */
  defaultCallLimits: CallLimits | null;
  connection: UpstreamConnection;
  /** A keyed digest of a secret value: it shows a change without the value. */
  digest: (secret: string) => string;
}

/** Thrown when a workspace names an upstream that PORTAL_UPSTREAMS no longer allows. */
function addressOf(upstream: string): string {
  const address = env().PORTAL_UPSTREAMS.get(upstream);
  if (!address) {
    throw new UpstreamError({
      kind: "unreachable",
      message: `The upstream "${upstream}" is not on this portal's allow-list (PORTAL_UPSTREAMS)`,
      sent: false,
    });
  }
  return address;
}

/** A connection for a key that is not stored yet, to check the key before it is. */
export function connectionFor(upstream: string, workspaceId: string, apiKey: string): UpstreamConnection {
  return {
    baseUrl: addressOf(upstream),
    workspaceId,
    apiKey,
    timeoutMs: env().UPSTREAM_TIMEOUT_MS,
    spend: (requests) => spendRequests(apiKey, requests),
  };
}

/**
 * Opens a workspace's key and says how to reach its upstream tenant.
 * @throws VaultError when the key can't be opened; UpstreamError when its upstream is no longer allowed
 */
export async function connectWorkspace(workspaceId: string): Promise<ConnectedWorkspace> {
  const row = await database().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const apiKey = unseal(row.sealedApiKey, apiKeyBinding(row.id));
  const digestKey = Buffer.from(unseal(row.sealedDigestKey, digestKeyBinding(row.id)), "base64url");
  return {
    id: row.id,
    requireReason: row.requireReason,
    defaultCallLimits: defaultCallLimits(row),
    connection: connectionFor(row.upstream, row.upstreamWorkspaceId, apiKey),
    digest: (secret) =>
      createHmac("sha256", digestKey).update(secret, "utf8").digest("base64url").slice(0, 22),
  };
}
