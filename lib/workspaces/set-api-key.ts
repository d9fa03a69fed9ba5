import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { redactedValue } from "@/lib/audit/redact/secret-digest";
import { database } from "@/lib/db/client";
import { checkConnection } from "@/lib/upstream/check-connection";
import { apiKeyBinding, seal, unseal, VaultError } from "@/lib/vault/vault";
import { keyHintOf } from "./add-workspace";
import { connectionFor, readingFor } from "./connect";

/** The current key; null where it can't be opened any more: a new key must still be accepted then. */
function openedKey(id: string, sealed: string): string | null {
  try {
    return unseal(sealed, apiKeyBinding(id));
  } catch (problem) {
    if (problem instanceof VaultError) return null;
    throw problem;
  }
}

/**
 * Replaces a workspace's key, after checking the new one.
 * @throws UpstreamError when the new key was refused; the old one stays
 */
export async function setApiKey(id: string, apiKey: string, by: ActedBy): Promise<void> {
  const row = await database().workspace.findUniqueOrThrow({ where: { id } });
  await checkConnection(connectionFor(row, apiKey, readingFor(by.actor)));
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
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
      target: { type: "workspace", id, name: before.name },
      changes: [
        {
          path: "/apiKey",
          before: redactedValue(id, openedKey(id, before.sealedApiKey)),
          after: redactedValue(id, apiKey),
        },
        { path: "/keyHint", before: before.keyHint, after: keyHintOf(apiKey) },
      ],
    });
  });
}
