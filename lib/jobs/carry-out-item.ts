import "server-only";
import { z } from "zod";
import type { AuditActor } from "@/lib/audit/event";
import type { Answer } from "@/lib/changes/journal";
import { database } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { can, commonRole, ROLE_NAMES } from "@/lib/identity/roles";
import { tokenActor, userActor } from "@/lib/identity/users";
import { parseExactly } from "@/lib/json/exact-numbers";
import { Problem, type ProblemCode } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { budgetOfWorkspace, writing } from "@/lib/workspaces/connect";
import type { ClaimedItem, ItemEnd, ItemProblem } from "./claim-items";
import { leftOutColumn, openWork, workOn } from "./job-work";

/** A write is a read and a request. */
const REQUESTS = 2;
/** What a job leaves of its owner's part of the minute, so that they can go on working beside it. */
const LEFT_FOR_OWNER = 4;
/** How long to wait for a change that is under way. */
const SOON_MS = 2_000;
const DEFAULT_WAIT_SECONDS = 5;

/** What comes of one attempt at an item. */
export type ItemResult =
  | ({ kind: "ended" } & ItemEnd)
  /** Nothing of this workspace can be sent, for a reason that all its items share. */
  | { kind: "stopped"; problem: ItemProblem }
  /** It is to be taken again. `shared`: so are all of its owner's items in the workspace. */
  | { kind: "later"; afterMs: number; shared: boolean };

const ownerRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isOwner: z.boolean(),
  role: z.enum(ROLE_NAMES),
  tokenId: z.string().nullable(),
  tokenName: z.string().nullable(),
  tokenRole: z.enum(ROLE_NAMES).nullable(),
});

/**
 * Returns who acts, as they are now: whoever started a job may have left the workspace since, or their token may have been revoked.
 * @returns null for somebody who may not change such flows there any more
 */
async function actorOf(item: ClaimedItem): Promise<(AuditActor & { id: string }) | null> {
  const { ownerId, tokenId, workspaceId, kind } = item;
  const [row] = await queryRows(prepared(), "the owner of a job", ownerRow)`
    SELECT u."id", u."name", u."email", u."isOwner", b."role", t."id" AS "tokenId", t."name" AS "tokenName", t."role" AS "tokenRole"
    FROM "User" u JOIN "Binding" b ON b."userId" = u."id" AND b."workspaceId" = ${workspaceId}::uuid
    LEFT JOIN "ApiToken" t ON t."id" = ${tokenId}::uuid AND t."userId" = u."id" AND t."revokedAt" IS NULL AND t."expiresAt" > now()
      AND EXISTS (SELECT 1 FROM "ApiTokenWorkspace" w WHERE w."tokenId" = t."id" AND w."workspaceId" = b."workspaceId")
    WHERE u."id" = ${ownerId}::uuid AND u."disabledAt" IS NULL`;
  if (!row || row.tokenId !== tokenId) return null;
  const { tokenName, tokenRole } = row;
  const role = tokenRole === null ? row.role : commonRole(row.role, tokenRole);
  if (role === null || !can(role, `${kind}.update`)) return null;
  const { id } = row;
  return tokenId === null || tokenName === null
    ? { ...userActor(row, role), id }
    : { ...tokenActor(row, { id: tokenId, name: tokenName }, role), id };
}

const NOT_ALLOWED: ItemProblem = {
  code: "not_allowed" satisfies ProblemCode,
  detail: "Whoever started this job may not change flows in this workspace any more",
};

const NOT_OPENED: ItemProblem = {
  code: "conflict" satisfies ProblemCode,
  detail:
    "What this job is to do can't be opened: PORTAL_KEYRING is not the one that it was sealed with. Start it anew",
};

/** What concerns all of a workspace: every further item would fail by it, too. */
const OF_WORKSPACE: ReadonlySet<string> = new Set<ProblemCode>([
  "upstream_credentials",
  "upstream_unreachable",
]);

const problemBody = z.looseObject({
  code: z.string(),
  detail: z.string().default(""),
  changeId: z.string().optional(),
});

/** The change that an item's attempt has made, and its state. */
async function changeOf({ workspaceId, ownerId }: ClaimedItem, idempotencyKey: string) {
  return await database().change.findUnique({
    where: { workspaceId_actorId_idempotencyKey: { workspaceId, actorId: ownerId, idempotencyKey } },
    select: { id: true, state: true },
  });
}

function ended(state: ItemEnd["state"], problem: ItemProblem | null, changeId: string | null): ItemResult {
  return { kind: "ended", state, problem, changeId };
}

/** Returns what a write's answer means for its item. */
async function resultOf(item: ClaimedItem, answer: Answer, key: string): Promise<ItemResult> {
  const change = await changeOf(item, key);
  const id = change?.id ?? null;
  if (answer.status < 300) return ended("succeeded", null, id);
  const { code, detail, changeId = null } = problemBody.parse(parseExactly(answer.body));
  const problem = { code, detail };
  if (code === "outcome_unknown")
    return change?.state === "unknown"
      ? ended("unknown", problem, id)
      : { kind: "later", afterMs: SOON_MS, shared: false };
  if (code === "upstream_budget") {
    const seconds = Number(answer.headers["Retry-After"] ?? DEFAULT_WAIT_SECONDS);
    return { kind: "later", afterMs: seconds * 1000, shared: true };
  }
  if (code === "stale") return ended("left_out", problem, id ?? changeId);
  return OF_WORKSPACE.has(code) ? { kind: "stopped", problem } : ended("failed", problem, id ?? changeId);
}

/** Milliseconds until a job may send a write for its owner; 0 for now. */
async function waitForBudget({ workspaceId, ownerId }: ClaimedItem): Promise<number> {
  const needed = REQUESTS + LEFT_FOR_OWNER;
  const budget = await budgetOfWorkspace(workspaceId);
  const { left, seconds } = await budget.left(writing(ownerId, REQUESTS), needed);
  return left >= needed ? 0 : seconds * 1000;
}

/** Works on one flow of a job, as its owner, by a change under a key of this attempt: to repeat it sends nothing twice. */
async function attempt(item: ClaimedItem, actor: AuditActor & { id: string }): Promise<ItemResult> {
  const { jobId, place, workspaceId, kind, flowId, ifMatch, reason } = item;
  const work = openWork(jobId, item.sealedWork);
  if (work === null) return { kind: "stopped", problem: NOT_OPENED };
  const idempotencyKey = `job-${jobId}-${place}-${item.attempt}`;
  const request = { ...item.request, correlationId: jobId };
  const { answer } = await workOn(
    { workspaceId, kind, flowId, ifMatch: [ifMatch], actor, request, idempotencyKey, reason },
    work,
    leftOutColumn.readOrNull(item.leftOut),
  );
  return await resultOf(item, answer, idempotencyKey);
}

/** Refusals of a change that come before there is one, and that pass. */
const PASSING: ReadonlySet<string> = new Set<ProblemCode>(["change_in_progress", "idempotency_in_progress"]);

function resultOfRefusal(error: unknown): ItemResult {
  if (error instanceof UpstreamError)
    return { kind: "stopped", problem: { code: "upstream_credentials", detail: error.message } };
  if (!(error instanceof Problem)) throw error;
  if (PASSING.has(error.code)) return { kind: "later", afterMs: SOON_MS, shared: false };
  return ended("failed", { code: error.code, detail: error.message }, null);
}

/** Does what is to be done in one flow of a job, where its owner may still do it and the budget has room. */
export async function carryOutItem(item: ClaimedItem): Promise<ItemResult> {
  const actor = await actorOf(item);
  if (actor === null) return { kind: "stopped", problem: NOT_ALLOWED };
  try {
    const waitMs = await waitForBudget(item);
    if (waitMs > 0) return { kind: "later", afterMs: waitMs, shared: true };
    return await attempt(item, actor);
  } catch (error) {
    return resultOfRefusal(error);
  }
}
