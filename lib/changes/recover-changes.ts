import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { log } from "@/lib/log";
import { lastRevision } from "@/lib/mirror/revisions";
import { errorCode, Problem } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { type ConnectedWorkspace, connectWorkspace } from "@/lib/workspaces/connect";
import { checkUpstream } from "./check-upstream";
import { type Change, readChange } from "./journal";
import { isOverdue } from "./lease";
import type { KnownBy } from "./record-outcome";
import { settleChange } from "./settle-change";

/** Next bundles route handlers and the start-up hook apart; the hook registers itself here for both. */
const shared = globalThis as { switchboardRecovery?: () => void };

/** The time between two reads of the upstream for one change, while it may still arrive. */
export const SECOND_CHECK_MS = 4_000;

const SOON_MS = 500;
const REGULARLY_MS = 1_000;

/** Lets recovery run a moment from now, as the start-up hook registered it. Without a hook (tests) nothing happens. */
export function recoverSoon(afterMs: number = SOON_MS): void {
  setTimeout(() => shared.switchboardRecovery?.(), afterMs).unref();
}

/**
 * Runs recovery now, regularly, and after each `recoverSoon`. Rounds may overlap: each takes what no other one works on.
 * @param recover settles what can be settled; its errors go to `onError`, and the next round takes over
 */
export function startRecovery(recover: () => Promise<unknown>, onError: (error: unknown) => void): void {
  shared.switchboardRecovery = () => void recover().catch(onError);
  shared.switchboardRecovery();
  setInterval(() => shared.switchboardRecovery?.(), REGULARLY_MS).unref();
}

/** How many changes of one workspace a round takes: each costs at least one request of its key's budget. */
const MOST_OF_A_WORKSPACE = 5;

/** After this long without an answer from the upstream, the change is shown as unknown. */
const GIVE_UP_MS = 15 * 60 * 1000;

/** The longest time between two checks of a change whose upstream can't be read. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * How long a round has its changes for itself. Another replica may come to one that takes longer, which costs a read; one
 * whose replica died must not wait for longer.
 */
const CLAIM_SECONDS = 4;

/** The workspaces that this process reads for recovery right now. A slow one must not keep the others waiting. */
const beingChecked = new Set<string>();

const claimedRow = z.object({ id: z.string(), overdue: z.boolean() });

/**
 * Takes pending changes that are due, a few of each workspace, so that one with many doesn't keep others waiting.
 * `SKIP LOCKED` lets replicas share the work.
 */
async function claim(): Promise<Map<string, boolean>> {
  const rows = await queryRows(prepared(), "the changes that are due", claimedRow)`
    UPDATE "Change" SET "checkAt" = now() + make_interval(secs => ${CLAIM_SECONDS}::float8)
    WHERE "id" IN (
      SELECT c."id" FROM "Change" c JOIN (
        SELECT "id", row_number() OVER (PARTITION BY "workspaceId" ORDER BY "checkAt") AS "place" FROM "Change"
        WHERE "state" = 'pending' AND "checkAt" <= now() AND NOT "workspaceId" = ANY(${[...beingChecked]}::uuid[])) due
      ON due."id" = c."id"
      WHERE due."place" <= ${MOST_OF_A_WORKSPACE}::int FOR UPDATE OF c SKIP LOCKED)
    RETURNING "id", ${isOverdue()} AS "overdue"`;
  return new Map(rows.map(({ id, overdue }) => [id, overdue]));
}

/** Sets when recovery comes to a change again. */
async function checkLater(id: string, afterMs: number, failedChecks: number): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "Change" SET "checkAt" = now() + make_interval(secs => ${afterMs / 1000}::float8),
        "failedChecks" = ${failedChecks}::int
    WHERE "id" = ${id}::uuid AND "state" = 'pending'`;
}

const NEVER_SENT = "The portal stopped before the change was sent. Nothing was changed; try again";
const NOT_APPLIED =
  "The connection was lost, and Trillet does not show the change. Load the flow again before you repeat it";

export type RecoveryResult = "succeeded" | "failed" | "unknown" | "pending";

async function settleUnknown(change: Change, by: KnownBy): Promise<RecoveryResult> {
  if (change.state === "pending") await settleChange(change, { state: "unknown", report: null }, by);
  return "unknown";
}

/** Adds what an update would have done, which an earlier version worked out after it had recorded the change. */
async function planUnsent(change: Change): Promise<Change> {
  const { workspaceId, kind, flowUpstreamId, verb } = change;
  if (verb !== "update" || flowUpstreamId === null) return change;
  const known = await lastRevision(workspaceId, kind, flowUpstreamId);
  const patch = UPDATE_SCHEMAS[kind].safeParse(change.intent);
  if (!known || !patch.success) return change;
  const expected = maskFlowSecrets(applyFlowPatch(kind, known.stored, patch.data), () => "");
  return { ...change, base: known.stored, expected };
}

/** Settles a change by what the upstream shows now. */
async function judge(
  workspace: ConnectedWorkspace,
  change: Change,
  overdue: boolean,
  by: KnownBy,
): Promise<RecoveryResult> {
  if (change.sentAt === null) {
    // Only a version before this one admits a change without marking it as sent. Its lease says whether it still works.
    if (!overdue) return "pending";
    const problem = new Problem("upstream_unreachable", NEVER_SENT);
    const planned = await planUnsent(change);
    await settleChange(planned, { state: "failed", problem, report: null, repeatable: true }, by);
    return "failed";
  }
  const check = await checkUpstream(workspace, change);
  if (check.verdict === "applied") {
    await settleChange(change, { state: "succeeded", flow: check.flow, report: null }, by);
    return "succeeded";
  }
  if (!overdue) return change.state === "unknown" ? "unknown" : "pending";
  if (check.verdict === "unclear") return await settleUnknown(change, by);
  const problem = new Problem("upstream_failed", NOT_APPLIED);
  await settleChange(change, { state: "failed", problem, report: null, mayArrive: true }, by);
  return "failed";
}

function logFailure(change: Change, error: unknown): void {
  log.error({ changeId: change.id, recovery: error instanceof Error ? error.message : String(error) });
}

/** Two lost creates of equal content: the database lets only one of them claim the flow that was found. */
const CLAIMED_BY_ANOTHER = "23505";

/**
 * Settles one change that has no outcome, if the upstream shows what became of it. Nothing is ever sent again here. An
 * upstream that shows no change is a proof only when the write can't be on its way any more.
 *
 * @param overdue whether that is so
 * @throws UpstreamError where the upstream can't be read; after a quarter of an hour the change is `unknown` then, so that
 *   its flow is not blocked for ever
 */
export async function recoverChange(
  workspace: ConnectedWorkspace,
  change: Change,
  overdue: boolean,
  by: KnownBy,
): Promise<RecoveryResult> {
  try {
    return await judge(workspace, change, overdue, by);
  } catch (error) {
    const gone = error instanceof UpstreamError && error.kind === "not_found" && overdue;
    const givenUp = Date.now() - change.createdAt.getTime() > GIVE_UP_MS;
    if (givenUp || gone || errorCode(error) === CLAIMED_BY_ANOTHER) return await settleUnknown(change, by);
    throw error;
  }
}

/** After one of these, other changes of the same workspace would only fail in the same way. */
function concernsAll(error: unknown): boolean {
  const kinds = ["credentials", "rate_limited", "unreachable", "timeout", "cut"];
  return !(error instanceof UpstreamError) || kinds.includes(error.kind);
}

function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, SECOND_CHECK_MS * 2 ** Math.min(failures, 5));
}

/** Checks the claimed changes of one workspace, one after another. What can't be read waits, and nothing else does. */
async function recoverWorkspace(changes: Change[], overdue: Map<string, boolean>): Promise<void> {
  let reachable = true;
  const failed = async (change: Change, error: unknown) => {
    if (!(error instanceof UpstreamError)) logFailure(change, error);
    reachable = !concernsAll(error);
    await checkLater(change.id, pauseAfter(change.failedChecks), change.failedChecks + 1);
  };
  let workspace: ConnectedWorkspace | null = null;
  for (const change of changes) {
    if (!reachable) {
      await checkLater(change.id, pauseAfter(change.failedChecks), change.failedChecks);
      continue;
    }
    try {
      workspace ??= await connectWorkspace(change.workspaceId, { purpose: "background" });
      const result = await recoverChange(workspace, change, overdue.get(change.id) === true, {
        recovered: true,
      });
      if (result === "pending") await checkLater(change.id, SECOND_CHECK_MS, 0);
    } catch (error) {
      // A database that fails here ends this one's turn, not the others'; it is due again when its claim runs out.
      await failed(change, error).catch((worse: unknown) => logFailure(change, worse));
    }
  }
}

/**
 * One round of recovery: settles what a crash, a time-out or a cut connection left pending. Safe on any replica, and
 * while another round runs.
 * @returns how many changes were checked
 */
export async function recoverChanges(): Promise<number> {
  const overdue = await claim();
  if (overdue.size === 0) return 0;
  const rows = await database().change.findMany({ where: { id: { in: [...overdue.keys()] } } });
  const changes = await Promise.all(rows.map(readChange));
  const workspaces = new Set(changes.map(({ workspaceId }) => workspaceId));
  await Promise.all(
    [...workspaces].map(async (id) => {
      beingChecked.add(id);
      const own = changes.filter(({ workspaceId }) => workspaceId === id);
      await recoverWorkspace(own, overdue).finally(() => beingChecked.delete(id));
    }),
  );
  recoverSoon(SECOND_CHECK_MS + 100);
  return changes.length;
}
