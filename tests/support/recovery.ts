import { recoverChanges } from "@/lib/changes/recover-changes";
import { database } from "@/lib/db/client";

/** Lets the pause between the two looks of recovery have passed, for every change that was looked at once. */
export async function letSecondLookBeDue(): Promise<void> {
  await database().change.updateMany({
    where: { unchangedSince: { not: null } },
    data: { unchangedSince: new Date(Date.now() - 60_000) },
  });
}

/** Two rounds of recovery, far enough apart for a verdict of "not applied". */
export async function recoverTwice(): Promise<void> {
  await recoverChanges();
  await letSecondLookBeDue();
  await recoverChanges();
}

/** A change's row in the journal. */
export async function journalRow(changeId: string) {
  return await database().change.findUniqueOrThrow({ where: { id: changeId } });
}
