import "server-only";
import { database } from "@/lib/db/client";
import { ownView } from "./own-view";
import { recordViewEvent } from "./record-view-event";
import type { ViewOwner } from "./saved-view";

/**
 * Removes a person's own view, and records it.
 * @throws Problem `not_found`
 */
export async function removeView(owner: ViewOwner, id: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const row = await ownView(tx, owner, id);
    await tx.auditSavedView.delete({ where: { id } });
    await recordViewEvent(tx, owner, "audit_view.remove", row);
  });
}
