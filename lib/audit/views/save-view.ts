import "server-only";
import { v7 as uuidv7 } from "uuid";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { recordViewEvent } from "./record-view-event";
import { refuseTakenName } from "./refuse-taken-name";
import { type SavedView, toView, VIEW_COLUMNS, type ViewOwner, withoutCursor } from "./saved-view";

const MOST_VIEWS = 50;

/**
 * Saves a search under a name, and records it.
 * @throws Problem `invalid_body` for a name that is taken, `conflict` when there are fifty already
 */
export async function saveView(owner: ViewOwner, view: { name: string; query: string }): Promise<SavedView> {
  const { userId, chain } = owner;
  return await database().$transaction(async (tx) => {
    await refuseTakenName(tx, owner, view.name);
    if ((await tx.auditSavedView.count({ where: { userId, chain } })) >= MOST_VIEWS) {
      throw new Problem("conflict", `You have ${MOST_VIEWS} views here already; remove one first`);
    }
    const row = await tx.auditSavedView.create({
      data: { id: uuidv7(), userId, chain, name: view.name, query: withoutCursor(view.query) },
      select: VIEW_COLUMNS,
    });
    await recordViewEvent(tx, owner, "audit_view.save", row);
    return toView(row);
  });
}
