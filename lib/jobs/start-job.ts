import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { storedRequest } from "@/lib/audit/event-schemas";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { errorCode, Problem } from "@/lib/problems/problem";
import { type JobWork, leftOutColumn, openWork, sealWork } from "./job-work";
import { runJobsSoon } from "./run-jobs";

/** A flow that a job is to work on, and the state that its work was made for. */
export interface NewItem {
  workspaceId: string;
  kind: FlowKind;
  /** Null for a flow that is to be made. */
  flowId: string | null;
  /** Null for a flow that is to be made. */
  ifMatch: string | null;
  leftOut: string[] | null;
  /** Its name, where the mirror can't have it. */
  name?: string;
}

export interface NewJob {
  ownerId: string;
  tokenId: string | null;
  idempotencyKey: string;
  reason: string | null;
  /** Who starts it. Its changes come from the same request, whenever they are made. */
  by: ActedBy & { request: AuditRequest };
  work: JobWork;
  items: readonly NewItem[];
  /** Writes what belongs to the job, together with it. */
  beside?: (tx: Transaction, jobId: string) => Promise<void>;
}

const nameRow = z.object({
  workspaceId: z.string(),
  kind: z.enum(FLOW_KINDS),
  upstreamId: z.string(),
  name: z.string(),
});

/** The names of flows, as the mirror has them, by workspace, kind and id. */
async function namesOf(items: readonly NewItem[]): Promise<Map<string, string>> {
  const rows = await queryRows(database(), "the names of flows", nameRow)`
    SELECT f."workspaceId", f."kind", f."upstreamId", f."name" FROM "Flow" f
    JOIN unnest(${items.map(({ workspaceId }) => workspaceId)}::uuid[], ${items.map(({ kind }) => kind)}::text[],
                ${items.map(({ flowId }) => flowId ?? "")}::text[]) AS w ("workspaceId", "kind", "id")
      ON f."workspaceId" = w."workspaceId" AND f."kind" = w."kind"::"FlowKind" AND f."upstreamId" = w."id"`;
  return new Map(rows.map((row) => [`${row.workspaceId} ${row.kind} ${row.upstreamId}`, row.name]));
}

/** A digest of what is not secret of a job. */
function digestOf({ reason, items }: NewJob): string {
  return createHash("sha256")
    .update(canonicalize([reason, items]) ?? "")
    .digest("base64url");
}

/** The job that an earlier request with the same key started. @throws Problem `idempotency_mismatch` where that was another one */
async function sameJob(job: NewJob): Promise<string> {
  const { ownerId, idempotencyKey } = job;
  const known = await database().job.findUniqueOrThrow({
    where: { ownerId_idempotencyKey: { ownerId, idempotencyKey } },
  });
  const isSame =
    known.requestDigest === digestOf(job) &&
    canonicalize(openWork(known.id, known.sealedWork)) === canonicalize(job.work);
  if (isSame) return known.id;
  throw otherJob();
}

/** The problem of a key that started another job before. */
export function otherJob(): Problem {
  return new Problem(
    "idempotency_mismatch",
    "This Idempotency-Key started another job before. Use a new key for a new job",
  );
}

/** The database's code for a row that is there already. */
const EXISTS = "P2002";

/**
 * Stores a job, which is worked on from then on, whatever becomes of this process. The same request with the same key is the same job.
 * @throws Problem `idempotency_mismatch`
 */
export async function startJob(job: NewJob): Promise<{ id: string; replayed: boolean }> {
  const { ownerId, tokenId, idempotencyKey, reason, by, work, items, beside } = job;
  const id = uuidv7();
  const names = await namesOf(items);
  try {
    await database().$transaction(async (tx) => {
      await tx.job.create({
        data: {
          ...{ id, ownerId, tokenId, idempotencyKey, reason },
          requestDigest: digestOf(job),
          type: work.type,
          sealedWork: sealWork(id, work),
          request: storedRequest.write(by.request),
          // A transfer may find nothing to send.
          ...(items.length === 0 ? { state: "done", endedAt: new Date() } : {}),
        },
      });
      await tx.jobItem.createMany({
        data: items.map(({ leftOut, name, ...item }, place) => ({
          ...item,
          jobId: id,
          place,
          flowName: names.get(`${item.workspaceId} ${item.kind} ${item.flowId}`) ?? name ?? item.flowId ?? "",
          ...(leftOut === null ? {} : { leftOut: leftOutColumn.write(leftOut) }),
        })),
      });
      await beside?.(tx, id);
      await recordEvent(tx, {
        ...by,
        workspaceId: null,
        action: "job.start",
        outcome: "succeeded",
        target: { type: "job", id, name: null },
        detail: { flows: items.length },
        reason,
      });
    });
  } catch (error) {
    if (errorCode(error) !== EXISTS) throw error;
    return { id: await sameJob(job), replayed: true };
  }
  runJobsSoon();
  return { id, replayed: false };
}

/** Removes where somebody's jobs were started from: they have left. */
export async function forgetOrigins(tx: Transaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Job" SET "request" = "request" || jsonb_build_object('ip', NULL, 'userAgent', NULL) WHERE "ownerId" = ${ownerId}::uuid`;
}
