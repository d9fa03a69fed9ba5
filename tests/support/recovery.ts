import { recoverChanges } from "@/lib/changes/recover-changes";
import { database } from "@/lib/db/client";

/** Moves time past the pause between recovery's two checks, for every change that was checked once. */
export async function letSecondCheckBeDue(): Promise<void> {
  await database().change.updateMany({
    where: { unchangedSince: { not: null } },
    data: { unchangedSince: new Date(Date.now() - 60_000) },
  });
}

/** Two rounds of recovery, far enough apart for a verdict of "not applied". */
export async function recoverTwice(): Promise<void> {
  await recoverChanges();
  await letSecondCheckBeDue();
  await recoverChanges();
}

/** A change's row in the journal. */
export async function journalRow(changeId: string) {
  return await database().change.findUniqueOrThrow({ where: { id: changeId } });
}
