import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import type { Change as ChangeRow } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { log } from "@/lib/log";
import { errorCode, Problem } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectionPurpose } from "@/lib/workspaces/budget/budgets";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { checkUpstream } from "./check-upstream";
import { readChange } from "./journal";
import { leaseSeconds, releaseLease, withLease } from "./lease";
import type { KnownBy } from "./record-outcome";
import { settleChange } from "./settle-change";

/** Next bundles route handlers and the start-up hook apart; the hook registers itself here for both. */
const shared = globalThis as { switchboardRecovery?: () => Promise<void> };

/**
 * An upstream that lost our connection may still be at work on the request. So "unchanged" counts only after two
 * checks, this far apart.
 */
export const SECOND_CHECK_MS = 4_000;

const SOON_MS = 1_000;
const REGULARLY_MS = 10_000;

/** Lets recovery run a moment from now, as the start-up hook registered it. Without a hook (tests) nothing happens. */
export function recoverSoon(afterMs: number = SOON_MS): void {
  setTimeout(() => void shared.switchboardRecovery?.(), afterMs).unref();
}

/**
 * Runs recovery now, regularly, and after each `recoverSoon`; never twice at once in one process.
 * @param recover settles what can be settled; its errors go to `onError`, and the next round tries again
 */
export function startRecovery(recover: () => Promise<unknown>, onError: (error: unknown) => void): void {
  let running: Promise<void> | null = null;
  shared.switchboardRecovery = async () => {
    running ??= recover()
      .then(() => undefined, onError)
      .finally(() => {
        running = null;
      });
    await running;
  };
  void shared.switchboardRecovery();
  setInterval(() => void shared.switchboardRecovery?.(), REGULARLY_MS).unref();
}

/** How many changes one round takes: each costs at least one request of the upstream's budget. */
const BATCH = 10;

/** After this long without an answer from the upstream, the change is shown as unknown. */
const GIVE_UP_MS = 15 * 60 * 1000;

/** Takes pending changes that nobody works on; `SKIP LOCKED` lets replicas share the work without waiting. */
async function claim(): Promise<ChangeRow[]> {
  const secondLookDue = new Date(Date.now() - SECOND_CHECK_MS);
  const rows = await queryRows(database(), "the changes that nobody works on", z.object({ id: z.string() }))`
    UPDATE "Change" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
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

/** Whether enough time has passed since the upstream was first seen unchanged; records the first time. */
async function seenUnchangedTwice(change: ChangeRow): Promise<boolean> {
  if (change.unchangedSince) return Date.now() - change.unchangedSince.getTime() >= SECOND_CHECK_MS;
  await database().change.update({ where: { id: change.id }, data: { unchangedSince: new Date() } });
  return false;
}

/** Judges a change that was sent by the upstream's present state. */
async function checkAgain(
  change: ChangeRow,
  by: KnownBy,
  purpose: ConnectionPurpose,
): Promise<RecoveryResult> {
  const workspace = withLease(await connectWorkspace(change.workspaceId, purpose), change.id);
  const check = await checkUpstream(workspace, readChange(change));
  if (check.verdict === "applied") {
    await settleChange(change.id, { state: "succeeded", flow: check.flow, report: null }, by);
    return "succeeded";
  }
  if (check.verdict === "unclear") return await settleUnknown(change, by);
  if (!(await seenUnchangedTwice(change))) return change.state === "unknown" ? "unknown" : "pending";
  const problem = new Problem("upstream_failed", NOT_APPLIED);
  await settleChange(change.id, { state: "failed", problem, report: null }, by);
  return "failed";
}

async function settleUnknown(change: ChangeRow, by: KnownBy): Promise<RecoveryResult> {
  if (change.state === "pending") await settleChange(change.id, { state: "unknown", report: null }, by);
  return "unknown";
}

function logged(change: ChangeRow): (error: unknown) => void {
  return (error) => {
    log.error({ changeId: change.id, recovery: error instanceof Error ? error.message : String(error) });
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof UpstreamError && error.kind === "not_found";
}

/** Two lost creates of equal content: the database lets only one of them claim the flow that was found. */
function isClaimedByAnother(error: unknown): boolean {
  return errorCode(error) === "P2002";
}

/**
 * Settles one change that has no outcome, if the upstream shows what became of it. Nothing is ever sent again here.
 * A failure with one change doesn't stop the others: it is logged, and after a quarter of an hour the change is
 * `unknown`, so that its flow is not blocked for ever.
 */
export async function recoverChange(
  change: ChangeRow,
  by: KnownBy,
  purpose: ConnectionPurpose,
): Promise<RecoveryResult> {
  try {
    if (change.sentAt !== null) return await checkAgain(change, by, purpose);
    const problem = new Problem("upstream_unreachable", NEVER_SENT);
    await settleChange(change.id, { state: "failed", problem, report: null, repeatable: true }, by);
    return "failed";
  } catch (error) {
    const givenUp = Date.now() - change.createdAt.getTime() > GIVE_UP_MS;
    if (givenUp || isNotFound(error) || isClaimedByAnother(error)) return await settleUnknown(change, by);
    if (!(error instanceof UpstreamError)) logged(change)(error);
    return change.state === "unknown" ? "unknown" : "pending";
  }
}

/**
 * One round of recovery: settles what a crash, a time-out or a cut connection left pending. Safe on any replica.
 * @returns how many changes were checked
 */
export async function recoverChanges(): Promise<number> {
  const changes = await claim();
  let open = 0;
  for (const change of changes) {
    // A database that fails here ends this one's turn, not the others'; its lease runs out by itself.
    const result = await recoverChange(change, { recovered: true }, { purpose: "background" }).catch(
      logged(change),
    );
    if (result !== "pending") continue;
    open++;
    await releaseLease(change.id);
  }
  if (open > 0) recoverSoon(SECOND_CHECK_MS + 100);
  return changes.length;
}
