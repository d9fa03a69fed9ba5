import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { redactedValue } from "@/lib/audit/redact/secret-digest";
import { database } from "@/lib/db/client";
import { checkConnection } from "@/lib/upstream/check-connection";
import { apiKeyBinding, digestKeyBinding, seal, unseal, VaultError } from "@/lib/vault/vault";
import { keyHintOf, newDigestKey } from "./add-workspace";
import { connectionFor, readingFor } from "./connect";

/** A sealed text; null where it can't be opened any more: a new key must still be accepted then. */
function opened(sealed: string, binding: string): string | null {
  try {
    return unseal(sealed, binding);
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
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
    await tx.workspace.update({
      where: { id },
      data: {
        sealedApiKey: seal(apiKey, apiKeyBinding(id)),
        // A lost keyring has sealed this one, too. Masked secrets then count as changed once.
        ...(opened(before.sealedDigestKey, digestKeyBinding(id)) === null
          ? { sealedDigestKey: newDigestKey(id) }
          : {}),
        keyHint: keyHintOf(apiKey),
        health: "ok",
        healthDetail: null,
        healthCheckedAt: new Date(),
        ...(before.health === "ok" ? {} : { healthSince: new Date() }),
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
          before: redactedValue(id, opened(before.sealedApiKey, apiKeyBinding(id))),
          after: redactedValue(id, apiKey),
        },
        { path: "/keyHint", before: before.keyHint, after: keyHintOf(apiKey) },
      ],
    });
  });
}
