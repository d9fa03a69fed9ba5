import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { isDoneByHand } from "@/lib/flows/transfer/by-hand";
import { storedFlow } from "@/lib/mirror/flow-state";
import { openItemWork } from "@/lib/transfers/item-work";
import { linkFlow } from "@/lib/transfers/links";
import { byHandColumn } from "@/lib/transfers/transfer-columns";
import { ITEM_STATE_NAMES } from "./job-states";

const settledRow = z.object({
  jobId: z.string(),
  place: z.int(),
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  flowId: z.string().nullable(),
  changeId: z.string(),
  state: z.enum(ITEM_STATE_NAMES),
});

/** So many rows are worked on at once. */
const BATCH = 200;

/**
 * Corrects what a job says of flows whose outcome nobody knew when it ended: their changes were settled since. A flow that
 * a transfer has made or updated is linked to its source then.
 */
async function settleUnknown(): Promise<void> {
  await database().$transaction(async (tx) => {
    const settled = await queryRows(tx, "flows of jobs whose changes were settled", settledRow)`
      UPDATE "JobItem" i SET "state" = c."state"::text::"JobItemState", "flowId" = coalesce(i."flowId", c."flowUpstreamId"),
        "problem" = CASE WHEN c."state" = 'succeeded' THEN NULL ELSE i."problem" END
      FROM "Change" c WHERE i."state" = 'unknown' AND c."id" = i."changeId" AND c."state" IN ('succeeded', 'failed')
      RETURNING i."jobId"::text, i."place", i."workspaceId"::text, i."kind", i."flowId", i."changeId"::text, i."state"`;
    for (const { jobId, place, workspaceId, kind, flowId, changeId, state } of settled) {
      if (state !== "succeeded" || flowId === null) continue;
      const item = await openItemWork(jobId, place);
      if (item === null) continue;
      await linkFlow(tx, jobId, { workspaceId, kind, id: flowId }, item.link, changeId);
      await tx.transferItem.updateMany({ where: { transferId: jobId, place }, data: { flowId } });
    }
  });
}

const taskRow = z.object({
  id: z.string(),
  kind: z.enum(FLOW_KINDS),
  byHand: z.unknown(),
  revision: z.int(),
  document: z.unknown(),
});

/** Ticks off work by hand that a state of its flow shows to be done; each state is looked at once. */
async function tickWhatIsDone(): Promise<void> {
  const rows = await queryRows(prepared(), "work by hand whose flow has moved", taskRow)`
    SELECT k."id"::text, t."kind", k."byHand", f."revisionNumber" AS "revision", r."document"
    FROM "TransferTask" k JOIN "TransferItem" t ON t."id" = k."itemId"
    JOIN "Flow" f ON f."workspaceId" = t."targetWorkspaceId" AND f."kind" = t."kind" AND f."upstreamId" = t."flowId"
    JOIN "Revision" r ON r."flowId" = f."id" AND r."number" = f."revisionNumber"
    WHERE k."doneAt" IS NULL AND f."revisionNumber" > coalesce(k."checkedRevision", 0) LIMIT ${BATCH}::int`;
  for (const { id, kind, byHand, revision, document } of rows) {
    const stored = storedFlow.readOrNull(kind, document);
    const isDone = stored !== null && isDoneByHand(byHandColumn.read(byHand), stored);
    await database().transferTask.updateMany({
      where: { id, doneAt: null },
      data: { checkedRevision: revision, ...(isDone ? { doneAt: new Date() } : {}) },
    });
  }
}

/** Brings the receipts of transfers up to date with what was found out since. */
export async function keepTransfers(): Promise<void> {
  await settleUnknown();
  await tickWhatIsDone();
}
