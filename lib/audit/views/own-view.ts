import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { VIEW_COLUMNS, type ViewOwner, type ViewRow } from "./saved-view";

/**
 * Returns a person's own view.
 * @throws Problem `not_found`, also for another person's view
 */
export async function ownView(tx: Transaction, { userId, chain }: ViewOwner, id: string): Promise<ViewRow> {
  const row = await tx.auditSavedView.findFirst({ where: { id, userId, chain }, select: VIEW_COLUMNS });
  if (!row) throw new Problem("not_found", "You have no such view");
  return row;
}
