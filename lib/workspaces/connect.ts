import "server-only";
import { createHmac } from "node:crypto";
import { z } from "zod";
import type { AuditActor } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import type { CallLimits } from "@/lib/flows/fields/call-limits";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { apiKeyBinding, digestKeyBinding, unseal, VaultError } from "@/lib/vault/vault";
import { budgetOf, type ConnectionPurpose, knownBudget, noteBudget, spenderOf } from "./budget/budgets";
import type { KeyBudget } from "./budget/key-budget";
import { defaultCallLimits } from "./default-call-limits";
import { HEALTH_NAMES } from "./health";
import { healthNoter } from "./note-health";

/** A workspace with its secrets opened, for the length of one piece of work. Never leaves the server. */
export interface ConnectedWorkspace {
  id: string;
  requireReason: boolean;
  /** The call limits for updates that must carry some, where the flow shows none. */
  defaultCallLimits: CallLimits | null;
  /** Whose part of the key's request budget the connection spends. */
  purpose: ConnectionPurpose;
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

/** What somebody reads for: a person for themselves, the portal in the background. */
export function readingFor({ id }: Pick<AuditActor, "id">): ConnectionPurpose {
  return id === null ? { purpose: "background" } : { purpose: "read", personId: id };
}

/** What somebody writes for, and how many requests of the write must go through together. */
export function writing(personId: string, together: number): ConnectionPurpose {
  return { purpose: "write", personId, together };
}

/** A connection for a key that is not stored yet, to check the key before it is. */
export function connectionFor(
  { upstream, upstreamWorkspaceId }: { upstream: string; upstreamWorkspaceId: string },
  apiKey: string,
  purpose: ConnectionPurpose,
): UpstreamConnection {
  return {
    baseUrl: addressOf(upstream),
    workspaceId: upstreamWorkspaceId,
    apiKey,
    timeoutMs: env().UPSTREAM_TIMEOUT_MS,
    ...spenderOf(apiKey, purpose),
    refused: (seconds) => budgetOf(apiKey).close(seconds),
  };
}

/** The columns from which a workspace is connected, for statements that read more than that; the table is `w`. */
export const WORKSPACE_KEYS = Prisma.raw(`w."id", w."requireReason", w."upstream", w."upstreamWorkspaceId",
           w."sealedApiKey", w."sealedDigestKey", w."defaultMaxCallDuration", w."defaultEndCallOnSilence",
           w."health", w."healthCheckedAt"`);
export const workspaceKeys = z.object({
  id: z.string(),
  requireReason: z.boolean(),
  upstream: z.string(),
  upstreamWorkspaceId: z.string(),
  sealedApiKey: z.string(),
  sealedDigestKey: z.string(),
  defaultMaxCallDuration: z.int().nullable(),
  defaultEndCallOnSilence: z.int().nullable(),
  health: z.enum(HEALTH_NAMES),
  healthCheckedAt: z.date().nullable(),
});

/**
 * Opens a workspace's two keys. One that can't be opened is a key that does not work, to everybody who needs the upstream:
 * a page, a caller, recovery.
 */
function openKeys(row: Pick<z.output<typeof workspaceKeys>, "id" | "sealedApiKey" | "sealedDigestKey">) {
  try {
    return {
      apiKey: unseal(row.sealedApiKey, apiKeyBinding(row.id)),
      digestKey: Buffer.from(unseal(row.sealedDigestKey, digestKeyBinding(row.id)), "base64url"),
    };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new UpstreamError({
      kind: "credentials",
      message:
        "The workspace's stored API key can't be opened: PORTAL_KEYRING is not the one that it was sealed with. Replace the key, or put the old keyring back",
      sent: false,
    });
  }
}

/**
 * Opens a workspace's key and says how to reach its upstream tenant.
 * @param purpose whose part of the key's request budget the connection spends
 * @throws UpstreamError when the key can't be opened, or its upstream is no longer allowed
 */
export function connectRow(
  row: z.output<typeof workspaceKeys>,
  purpose: ConnectionPurpose,
): ConnectedWorkspace {
  const { apiKey, digestKey } = openKeys(row);
  noteBudget(row.id, apiKey);
  return {
    id: row.id,
    requireReason: row.requireReason,
    defaultCallLimits: defaultCallLimits(row),
    purpose,
    connection: { ...connectionFor(row, apiKey, purpose), noteKey: healthNoter(row) },
    digest: (secret) =>
      createHmac("sha256", digestKey).update(secret, "utf8").digest("base64url").slice(0, 22),
  };
}

/** As `connectRow`, for a workspace that is read by its id. */
export async function connectWorkspace(
  workspaceId: string,
  purpose: ConnectionPurpose,
): Promise<ConnectedWorkspace> {
  return connectRow(await database().workspace.findUniqueOrThrow({ where: { id: workspaceId } }), purpose);
}

/** Returns the request budget of a workspace's key. @throws as `connectWorkspace` */
export async function budgetOfWorkspace(workspaceId: string): Promise<KeyBudget> {
  const known = knownBudget(workspaceId);
  if (known) return known;
  return budgetOf((await connectWorkspace(workspaceId, { purpose: "background" })).connection.apiKey);
}
