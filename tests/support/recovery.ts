import { recoverChanges } from "@/lib/changes/recover-changes";
import { database } from "@/lib/db/client";

/** Lets the next round of recovery take every pending change. */
export async function letChecksBeDue(): Promise<void> {
  await database().change.updateMany({ where: { state: "pending" }, data: { checkAt: new Date(0) } });
}

/** Moves time past the moment at which the writes of all pending changes can't be on their way any more. */
export async function letWritesBeOverdue(): Promise<void> {
  await database().change.updateMany({
    where: { state: "pending" },
    data: { leaseUntil: new Date(0), checkAt: new Date(0) },
  });
}

/** A round of recovery at a time when nothing that was sent can be on its way any more. */
export async function recoverOverdue(): Promise<void> {
  await letWritesBeOverdue();
  await recoverChanges();
}

/** A change's row in the journal. */
export async function journalRow(changeId: string) {
  return await database().change.findUniqueOrThrow({ where: { id: changeId } });
}
