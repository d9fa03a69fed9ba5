import "server-only";
import { database } from "@/lib/db/client";
import { ownView } from "./own-view";
import { recordViewEvent } from "./record-view-event";
import { refuseTakenName } from "./refuse-taken-name";
import { type SavedView, toView, VIEW_COLUMNS, type ViewOwner, withoutCursor } from "./saved-view";

/**
 * Renames a person's own view, or changes its search, and records it.
 * @throws Problem `not_found`, or `invalid_body` for a name that is taken
 */
export async function changeView(
  owner: ViewOwner,
  id: string,
  change: { name?: string | undefined; query?: string | undefined },
): Promise<SavedView> {
  return await database().$transaction(async (tx) => {
    await ownView(tx, owner, id);
    if (change.name !== undefined) await refuseTakenName(tx, owner, change.name, id);
    const row = await tx.auditSavedView.update({
      where: { id },
      data: {
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.query === undefined ? {} : { query: withoutCursor(change.query) }),
      },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}
