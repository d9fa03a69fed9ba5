import "server-only";
import type { Transaction } from "@/lib/db/client";
import { invalidBody } from "@/lib/problems/problem";
import type { ViewOwner } from "./saved-view";

/**
 * Refuses a name that another view of the same person has. Of two requests at once the database's unique index decides.
 * @param own the view that may have it
 * @throws Problem `invalid_body`
 */
export async function refuseTakenName(
  tx: Transaction,
  { userId, chain }: ViewOwner,
  name: string,
  own?: string,
): Promise<void> {
  const same = await tx.auditSavedView.findFirst({
    where: { userId, chain, name, ...(own ? { id: { not: own } } : {}) },
    select: { id: true },
  });
  if (same) throw invalidBody([{ path: "/name", message: "You have a view of this name already" }]);
}
