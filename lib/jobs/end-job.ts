import "server-only";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { leaveJobEnded } from "@/lib/notices/job-ended";
import { countItems, ITEM_STATE_NAMES, JOB_TYPE_NAMES, JOB_TYPES } from "./job-states";
import { forgetNewFlows } from "./new-flows";
import { recordTransferEnd } from "./transfer-end";

const endedRow = z.object({ ownerId: z.string(), type: z.string() });
const itemRow = z.object({ workspaceId: z.string(), state: z.enum(ITEM_STATE_NAMES), attempt: z.int() });

/** Says to a job's owner that it ended. It may go by mail, so it has no text that the job is about. */
async function tellOwner(
  tx: Transaction,
  jobId: string,
  { ownerId, type }: z.output<typeof endedRow>,
): Promise<void> {
  const items = await queryRows(tx, "the flows of a job that has ended", itemRow)`
    SELECT "workspaceId", "state", "attempt" FROM "JobItem" WHERE "jobId" = ${jobId}::uuid`;
  const { total, ...counts } = countItems(items);
  const known = JOB_TYPE_NAMES.find((name) => name === type);
  const [first] = items;
  const isInOne = items.every(({ workspaceId }) => workspaceId === first?.workspaceId);
  await leaveJobEnded(tx, {
    userId: ownerId,
    jobId,
    // Each time that what failed is done again has a higher number.
    round: Math.max(...items.map(({ attempt }) => attempt)),
    title: `${known ? `${JOB_TYPES[known].label}${JOB_TYPES[known].of}` : "Work in "}${total === 1 ? "one flow" : `${total} flows`}`,
    counts,
    href: `/jobs/${jobId}`,
    workspaceId: isInOne ? (first?.workspaceId ?? null) : null,
  });
}

/** Ends a job of which nothing is left, and says so to its owner; nothing happens where something is. */
export async function endJob(jobId: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const [ended] = await queryRows(tx, "a job that has ended", endedRow)`
      UPDATE "Job" SET "state" = 'done', "endedAt" = now()
      WHERE "id" = ${jobId}::uuid AND "state" IN ('running', 'paused')
        AND NOT EXISTS (SELECT 1 FROM "JobItem" WHERE "jobId" = ${jobId}::uuid AND "state" IN ('waiting', 'running'))
      RETURNING "ownerId", "type"`;
    if (!ended) return;
    await tellOwner(tx, jobId, ended);
    await recordTransferEnd(tx, jobId);
    await forgetNewFlows(tx, jobId);
  });
}

const leftRow = z.object({ id: z.string() });

/** Ends jobs whose last item ended by a process that died before it could end the job. */
export async function endLeftJobs(): Promise<void> {
  const left = await queryRows(database(), "jobs of which nothing is left", leftRow)`
    SELECT j."id" FROM "Job" j WHERE j."state" IN ('running', 'paused')
      AND NOT EXISTS (SELECT FROM "JobItem" i WHERE i."jobId" = j."id" AND i."state" IN ('waiting', 'running'))`;
  for (const { id } of left) await endJob(id);
}
