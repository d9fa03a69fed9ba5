import "server-only";
import { workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/client";
import type { ViewOwner } from "./saved-view";

/** Records the event of a view. Inside a transaction, as its last statement (`recordEvent`). */
export async function recordViewEvent(
  tx: Transaction,
  { chain, by }: ViewOwner,
  action: "audit_view.save" | "audit_view.remove",
  view: { id: string; name: string },
): Promise<void> {
  await recordEvent(tx, {
    workspaceId: workspaceOfChain(chain),
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "audit_view", id: view.id, name: view.name },
  });
}
