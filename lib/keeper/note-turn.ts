import "server-only";
import { prepared } from "@/lib/db/prepared";
import { pauseAfter } from "./back-off";

/** What the keeper did for a workspace in one turn, and how it ended. */
export interface Turn {
  workspaceId: string;
  lists: number;
  flows: number;
  drift: number;
  /** Why the workspace can't be read now; null where it can. */
  failure: { message: string; keyRefused: boolean } | null;
}

/**
 * Adds a turn to what was done for a workspace. Nothing is written by a process that has lost its lease; nobody waits for
 * the disk, as a turn that is forgotten costs some reads.
 *
 * @param failures how often in a row the workspace could not be read before
 */
export async function noteTurn(holder: string, turn: Turn, failures: number): Promise<void> {
  const { workspaceId, lists, flows, drift, failure } = turn;
  const answered = lists + flows > 0;
  const inRow = failure ? (answered ? 1 : failures + 1) : 0;
  const pause = inRow > 0 ? pauseAfter(inRow) / 1000 : null;
  await prepared().$queryRaw`
    WITH "unflushed" AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    INSERT INTO "KeeperWork" AS mine ("workspaceId", "listReads", "flowReads", "driftFound", "answeredAt", "flowReadAt",
        "failures", "failingSince", "failedAt", "retryAt", "keyRefused", "problem")
    SELECT ${workspaceId}::uuid, ${lists}::int, ${flows}::int, ${drift}::int,
           CASE WHEN ${answered}::boolean THEN now() END, CASE WHEN ${flows}::int > 0 THEN now() END,
           ${inRow}::int, CASE WHEN ${inRow}::int > 0 THEN now() END, CASE WHEN ${inRow}::int > 0 THEN now() END,
           now() + make_interval(secs => ${pause}::float8), ${failure?.keyRefused ?? false}::boolean, ${failure?.message ?? null}::text
    FROM "unflushed" WHERE EXISTS (SELECT 1 FROM "KeeperLease" WHERE "holder" = ${holder}::uuid)
    ON CONFLICT ("workspaceId") DO UPDATE SET
        "listReads" = mine."listReads" + excluded."listReads",
        "flowReads" = mine."flowReads" + excluded."flowReads",
        "driftFound" = mine."driftFound" + excluded."driftFound",
        "answeredAt" = coalesce(excluded."answeredAt", mine."answeredAt"),
        "flowReadAt" = coalesce(excluded."flowReadAt", mine."flowReadAt"),
        "failures" = excluded."failures",
        "failingSince" = CASE WHEN excluded."failures" > 1 THEN coalesce(mine."failingSince", excluded."failingSince")
                              ELSE excluded."failingSince" END,
        "failedAt" = excluded."failedAt", "retryAt" = excluded."retryAt",
        "keyRefused" = excluded."keyRefused", "problem" = excluded."problem"`;
}
