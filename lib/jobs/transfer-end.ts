import "server-only";
import { z } from "zod";
import { storedRequest } from "@/lib/audit/event-schemas";
import { recordEvent } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { userActor } from "@/lib/identity/users";

const endRow = z.object({
  workspaceId: z.string(),
  done: z.int(),
  unknown: z.int(),
  notDone: z.int(),
});

/** Records in the log of each source how a transfer ended, once. Nothing happens for a job that is no transfer. */
export async function recordTransferEnd(tx: Transaction, id: string): Promise<void> {
  const marked = await tx.transfer.updateMany({
    where: { id, endLoggedAt: null },
    data: { endLoggedAt: new Date() },
  });
  if (marked.count === 0) return;
  const job = await tx.job.findUniqueOrThrow({ where: { id }, include: { owner: true } });
  const ends = await queryRows(tx, "how a transfer ended", endRow)`
    SELECT t."sourceWorkspaceId"::text AS "workspaceId",
      count(*) FILTER (WHERE i."state" = 'succeeded')::int AS "done",
      count(*) FILTER (WHERE i."state" = 'unknown')::int AS "unknown",
      count(*) FILTER (WHERE i."state" NOT IN ('succeeded', 'unknown'))::int AS "notDone"
    FROM "TransferItem" t LEFT JOIN "JobItem" i ON i."jobId" = t."transferId" AND i."place" = t."place"
    WHERE t."transferId" = ${id}::uuid GROUP BY t."sourceWorkspaceId"`;
  for (const { workspaceId, ...detail } of ends) {
    await recordEvent(tx, {
      actor: userActor(job.owner, null),
      request: { ...storedRequest.read(job.request), correlationId: id },
      workspaceId,
      action: "transfer.end",
      outcome: "succeeded",
      target: { type: "transfer", id, name: null },
      detail,
    });
  }
}
