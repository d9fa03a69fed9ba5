import "server-only";
import { database } from "@/lib/db/client";
import { type SavedView, toView, VIEW_COLUMNS, type ViewOwner } from "./saved-view";

/** A person's views of a chain, by name. */
export async function listSavedViews({
  userId,
  chain,
}: Pick<ViewOwner, "userId" | "chain">): Promise<SavedView[]> {
  const rows = await database().auditSavedView.findMany({
    where: { userId, chain },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: VIEW_COLUMNS,
  });
  return rows.map(toView);
}
