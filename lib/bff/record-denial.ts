import "server-only";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Requester } from "@/lib/identity/requester";

/** Writes down that somebody tried what their role doesn't allow. Only mutations are recorded, not reads. */
export async function recordDenial(
  workspaceId: string | null,
  action: string,
  missing: string,
  by: Requester,
  params: Record<string, string>,
): Promise<void> {
  const flowKind = /^(call_flow|message_flow)\./.exec(action)?.[1];
  const type = flowKind ?? action.split(".")[0] ?? action;
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action,
    outcome: "denied",
    target: { type, id: params.id ?? params.userId ?? null, name: null },
    detail: { missingPermission: missing },
  });
}
