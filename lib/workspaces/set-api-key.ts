import "server-only";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Requester } from "@/lib/identity/requester";
import { checkConnection } from "@/lib/upstream/check-connection";
import { apiKeyBinding, seal } from "@/lib/vault/vault";
import { keyHintOf } from "./add-workspace";
import { connectionFor } from "./connect";

/**
 * Replaces a workspace's key, after trying the new one.
 * @throws UpstreamError when the new key was refused; the old one stays
 */
export async function setApiKey(id: string, apiKey: string, by: Requester): Promise<void> {
  const row = await database().workspace.findUniqueOrThrow({ where: { id } });
  await checkConnection(connectionFor(row.upstream, row.upstreamWorkspaceId, apiKey));
  await database().$transaction(async (tx) => {
    await tx.workspace.update({
      where: { id },
      data: {
        sealedApiKey: seal(apiKey, apiKeyBinding(id)),
        keyHint: keyHintOf(apiKey),
        health: "ok",
        healthDetail: null,
        healthCheckedAt: new Date(),
      },
    });
    await recordEvent(tx, {
      workspaceId: id,
      ...by,
      action: "api_key.set",
      outcome: "succeeded",
      target: { type: "workspace", id, name: row.name },
      changes: [{ path: "/keyHint", before: row.keyHint, after: keyHintOf(apiKey) }],
    });
  });
}
