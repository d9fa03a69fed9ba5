import "server-only";
import { z } from "zod";
import type { Answer } from "@/lib/changes/journal";
import { database } from "@/lib/db/client";
import { parseExactly } from "@/lib/json/exact-numbers";
import { Problem, type ProblemCode } from "@/lib/problems/problem";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ClaimedItem, ItemEnd, ItemProblem } from "./claim-items";

/** How long to wait for a change that is under way. */
const SOON_MS = 2_000;
const DEFAULT_WAIT_SECONDS = 5;

/** What comes of one attempt at an item. */
export type ItemResult =
  /** `rest`: what follows in this workspace is not sent, for this reason. */
  | ({ kind: "ended"; rest?: ItemProblem } & ItemEnd)
  /** Nothing of this workspace can be sent, for a reason that all its items share. `changeId`: the change that found it out. */
  | { kind: "stopped"; problem: ItemProblem; changeId?: string | null }
  /** It is to be taken again. `shared`: so are all of its owner's items in the workspace. */
  | { kind: "later"; afterMs: number; shared: boolean };

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

/** The key of an item's change. It is one of this attempt, so that a repeat sends nothing twice. */
export const itemKey = ({ jobId, place, attempt }: ClaimedItem) => `job-${jobId}-${place}-${attempt}`;

/** The change that an item's attempt has made, and its state; null for none. */
export async function changeOf({ workspaceId, ownerId }: ClaimedItem, idempotencyKey: string) {
  return await database().change.findUnique({
    where: { workspaceId_actorId_idempotencyKey: { workspaceId, actorId: ownerId, idempotencyKey } },
    select: { id: true, state: true, flowUpstreamId: true },
  });
}

/**
 * Returns what became of a flow that an earlier process has sent to be made, before its item could say so; null where there is
 * nothing to say. Whoever may not make flows any more has made this one: to say otherwise would have it made again.
 */
export async function madeBefore(item: ClaimedItem): Promise<ItemResult | null> {
  if (item.flowId !== null) return null;
  const change = await changeOf(item, itemKey(item));
  if (change === null || change.state === "failed") return null;
  const { id, state, flowUpstreamId } = change;
  if (state === "succeeded" && flowUpstreamId !== null)
    return { ...ended("succeeded", null, id), flowId: flowUpstreamId };
  if (state === "unknown") return ended("unknown", { code: "outcome_unknown", detail: NOT_KNOWN }, id);
  return { kind: "later", afterMs: SOON_MS, shared: false };
}

const NOT_KNOWN = "Whether the flow was made is not known yet";

function ended(
  state: ItemEnd["state"],
  problem: ItemProblem | null,
  changeId: string | null,
): Extract<ItemResult, { kind: "ended" }> {
  return { kind: "ended", state, problem, changeId };
}

/** The part of a create's answer that names what was made. */
export const madeFlow = z.looseObject({ id: z.string() });

/**
 * Returns what work means that was sealed with another keyring than the one that is here.
 * @param what names the work, at the beginning of a sentence
 * @param next what somebody can do, at the end of it
 */
export function notOpened(what: string, next = ""): ItemResult {
  const detail = `${what} can't be opened: PORTAL_KEYRING is not the one that it was sealed with${next}`;
  return { kind: "stopped", problem: { code: "conflict" satisfies ProblemCode, detail } };
}

/** Returns what a write's answer means for its item. */
export async function resultOf(item: ClaimedItem, answer: Answer, key: string): Promise<ItemResult> {
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
  if (OF_WORKSPACE.has(code)) return { kind: "stopped", problem, changeId: id ?? changeId };
  return ended("failed", problem, id ?? changeId);
}

/** Refusals of a change that come before there is one, and that pass. */
const PASSING: ReadonlySet<string> = new Set<ProblemCode>(["change_in_progress", "idempotency_in_progress"]);

/** Returns what a refusal means that came before there was a change. @throws what is no refusal */
export function resultOfRefusal(error: unknown): ItemResult {
  if (error instanceof UpstreamError)
    return { kind: "stopped", problem: { code: "upstream_credentials", detail: error.message } };
  if (!(error instanceof Problem)) throw error;
  if (PASSING.has(error.code)) return { kind: "later", afterMs: SOON_MS, shared: false };
  return ended("failed", { code: error.code, detail: error.message }, null);
}
