import "server-only";
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, PORTAL_CHAIN } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { redactedValue } from "@/lib/audit/redact/secret-digest";
import { database, type Transaction } from "@/lib/db/client";
import { bindFirstAdmin } from "@/lib/identity/role-grants";
import { checkConnection } from "@/lib/upstream/check-connection";
import { apiKeyBinding, digestKeyBinding, seal } from "@/lib/vault/vault";
import { freeColour } from "./colours";
import { connectionFor, readingFor } from "./connect";
import { freeSlug } from "./workspace-schemas";

export interface NewWorkspace {
  name: string;
  upstream: string;
  upstreamWorkspaceId: string;
  apiKey: string;
}

/** A new key for the digests of a workspace's secrets, sealed. */
export function newDigestKey(workspaceId: string): string {
  return seal(randomBytes(32).toString("base64url"), digestKeyBinding(workspaceId));
}

/** Enough to tell two keys apart, too little to be one. */
export function keyHintOf(apiKey: string): string {
  return apiKey.slice(-4);
}

/** Records the new workspace in the portal's chain, and as the first event of its own chain. */
async function recordCreation(
  tx: Transaction,
  made: NewWorkspace & { id: string; firstAdminId: string },
  by: ActedBy,
): Promise<void> {
  const { id, name, upstream, upstreamWorkspaceId, apiKey, firstAdminId } = made;
  for (const workspaceId of [null, id]) {
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: "workspace.create",
      outcome: "succeeded",
      target: { type: "workspace", id, name },
      changes: [
        { path: "/name", before: null, after: name },
        { path: "/upstream", before: null, after: upstream },
        { path: "/upstreamWorkspaceId", before: null, after: upstreamWorkspaceId },
        { path: "/apiKey", before: null, after: redactedValue(workspaceId ?? PORTAL_CHAIN, apiKey) },
        { path: "/keyHint", before: null, after: keyHintOf(apiKey) },
      ],
      detail: { firstAdmin: firstAdminId },
    });
  }
}

/**
 * Registers an upstream tenant. Its key is checked once before anything is stored; the user becomes its `admin`.
 *
 * @param firstAdminId the user to bind
 * @returns the new id and slug, or null when this upstream tenant is registered already
 * @throws UpstreamError when the key was refused or the upstream could not be reached
 */
export async function addWorkspace(
  workspace: NewWorkspace,
  firstAdminId: string,
  by: ActedBy,
): Promise<{ id: string; slug: string } | null> {
  const { name, upstream, upstreamWorkspaceId, apiKey } = workspace;
  await checkConnection(connectionFor(workspace, apiKey, readingFor(by.actor)));
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    const taken = await tx.workspace.count({ where: { upstream, upstreamWorkspaceId } });
    if (taken > 0) return null;
    const slug = await freeSlug(tx, name);
    const colours = await tx.workspace.findMany({ select: { colour: true } });
    await tx.workspace.create({
      data: {
        id,
        slug,
        name,
        upstream,
        upstreamWorkspaceId,
        sealedApiKey: seal(apiKey, apiKeyBinding(id)),
        keyHint: keyHintOf(apiKey),
        sealedDigestKey: newDigestKey(id),
        colour: freeColour(colours.map(({ colour }) => colour)),
        health: "ok",
        healthCheckedAt: new Date(),
        healthSince: new Date(),
        createdAt: recordTime(),
      },
    });
    await bindFirstAdmin(tx, id, firstAdminId);
    await recordCreation(tx, { ...workspace, id, firstAdminId }, by);
    return { id, slug };
  });
}
