import "server-only";
import { database } from "@/lib/db/client";
import type { Change } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { leaseFromNow, releaseLease } from "./lease";
import { lookUpstream } from "./look-upstream";
import { recoverSoon } from "./recovery-timer";
import { type SettledBy, settleChange } from "./settle-change";

/** How many changes one round takes: each costs at least one request of the upstream's budget. */
const BATCH = 10;

/**
 * An upstream that lost our connection may still be at work on the request. So "unchanged" counts only when it is
 * seen twice, this far apart.
 */
export const SECOND_LOOK_MS = 4_000;

/** After this long without an answer from the upstream, people should know that nobody knows. */
const GIVE_UP_MS = 15 * 60 * 1000;

/** Takes pending changes that nobody works on; `SKIP LOCKED` lets replicas share the work without waiting. */
async function claim(): Promise<Change[]> {
  const leaseUntil = leaseFromNow();
  const secondLookDue = new Date(Date.now() - SECOND_LOOK_MS);
  const rows = await database().$queryRaw<{ id: string }[]>`
    UPDATE "Change" SET "leaseUntil" = ${leaseUntil}
    WHERE "id" IN (
      SELECT "id" FROM "Change"
      WHERE "state" = 'pending' AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
        AND ("unchangedSince" IS NULL OR "unchangedSince" < ${secondLookDue})
      ORDER BY "createdAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  return await database().change.findMany({ where: { id: { in: rows.map((row) => row.id) } } });
}

const NEVER_SENT = "The portal stopped before the change was sent. Nothing was changed; try again";
const NOT_APPLIED = "The connection was lost, and the upstream shows that the change was not made. Try again";

export type RecoveryResult = "succeeded" | "failed" | "unknown" | "pending";

/** Whether enough time has passed since the upstream was first seen unchanged; notes the first time. */
async function seenUnchangedTwice(change: Change): Promise<boolean> {
  if (change.unchangedSince) return Date.now() - change.unchangedSince.getTime() >= SECOND_LOOK_MS;
  await database().change.update({ where: { id: change.id }, data: { unchangedSince: new Date() } });
  return false;
}

/**
 * Settles one change that was left without an outcome, if the upstream lets us see what became of it.
 * Nothing is ever sent again here.
 */
export async function recoverChange(change: Change, by: SettledBy): Promise<RecoveryResult> {
  if (change.sentAt === null) {
    const problem = new Problem("upstream_unreachable", NEVER_SENT);
    await settleChange(change.id, { state: "failed", problem, report: null, neverSent: true }, by);
    return "failed";
  }
  try {
    const look = await lookUpstream(await connectWorkspace(change.workspaceId), change);
    if (look.verdict === "applied") {
      await settleChange(change.id, { state: "succeeded", flow: look.flow, report: null }, by);
      return "succeeded";
    }
    if (look.verdict === "unclear") {
      if (change.state === "pending") await settleChange(change.id, { state: "unknown", report: null }, by);
      return "unknown";
    }
    if (await seenUnchangedTwice(change)) {
      const problem = new Problem("upstream_failed", NOT_APPLIED);
      await settleChange(change.id, { state: "failed", problem, report: null }, by);
      return "failed";
    }
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (Date.now() - change.createdAt.getTime() > GIVE_UP_MS && change.state === "pending") {
      await settleChange(change.id, { state: "unknown", report: null }, by);
      return "unknown";
    }
  }
  return change.state === "unknown" ? "unknown" : "pending";
}

/**
 * One round of recovery: settles what a crash, a time-out or a cut connection left pending. Safe on any replica.
 * @returns how many changes were looked at
 */
export async function recoverChanges(): Promise<number> {
  const changes = await claim();
  let open = 0;
  for (const change of changes) {
    const result = await recoverChange(change, { recovered: true });
    if (result !== "pending") continue;
    open++;
    await releaseLease(change.id);
  }
  if (open > 0) recoverSoon(SECOND_LOOK_MS + 100);
  return changes.length;
}
