import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** One transaction removes so many jobs, each of up to some hundred flows. */
const BATCH = 50;

const jobRow = z.object({ id: z.string() });

/**
 * Removes jobs that ended long ago, with what was to be done: it is sealed, but may hold values of webhook headers. What they
 * did stays in the log. A job that somebody has done again at this moment is left.
 */
export async function removeOldJobs(now: Date = new Date()): Promise<void> {
  const limit = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  const removeSome = () =>
    database().$transaction(async (tx) => {
      const old = await queryRows(tx, "jobs that ended long ago", jobRow)`
        SELECT "id"::text FROM "Job" WHERE "endedAt" < ${limit} AND "type" <> 'transfer_flows' ORDER BY "id" LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED`;
      const ids = old.map(({ id }) => id);
      await tx.jobItem.deleteMany({ where: { jobId: { in: ids } } });
      await tx.job.deleteMany({ where: { id: { in: ids } } });
      return ids.length;
    });
  while ((await removeSome()) === BATCH);
  // A transfer's receipt stays; only what was sent goes.
  await database().$executeRaw`
    UPDATE "TransferItem" t SET "sealedWork" = NULL FROM "Job" j
    WHERE j."id" = t."transferId" AND j."endedAt" < ${limit} AND t."sealedWork" IS NOT NULL`;
}
