import "server-only";
import type { z } from "zod";
import { type ActedBy, type AuditActor, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/audit/events/actions";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { countOpenTallies, countRepeat, hasOwnEvent } from "@/lib/audit/tally/tallies";
import { sourceKey } from "@/lib/identity/sign-in-source";
import { log } from "@/lib/log";
import type { Problem } from "@/lib/problems/problem";
import { UPSTREAM_ID } from "@/lib/text/ids";
import { type Output, parseBody } from "./parse";

/** The attempt of a refused or failed request, in the words of a successful request's event. */
interface Attempted {
  action: AuditAction;
  /** Details that the action's name doesn't say, such as whether somebody was to become an owner. */
  detail?: Record<string, boolean>;
}

/** The part of a declaration that says what its requests attempt. */
export interface Attempting<B extends z.ZodType | undefined> {
  /**
   * The audit action of a mutation, or of a read that is an event itself: a request that is denied or fails is recorded
   * under its name. Null for other reads.
   */
  action: AuditAction | null;
  /** Returns the attempted action where the body decides it. Without a readable body, the action is `action`. */
  attempted?: (body: Output<B>) => Attempted;
  body?: B;
}

/**
 * Returns what a request attempted. The request may have been refused before its body was read, or its body may be
 * invalid.
 * @param parsed the body, when it was read already
 */
export async function whatWasAttempted<B extends z.ZodType | undefined>(
  request: Request,
  parsed: Output<B> | undefined,
  { action, attempted, body }: Attempting<B> & { action: AuditAction },
): Promise<Attempted> {
  if (!attempted || !body) return { action };
  try {
    return attempted(parsed ?? (await parseBody(request, body)));
  } catch {
    return { action };
  }
}

type Target = NonNullable<NewAuditEvent["target"]>;

/** A path's id as the log keeps it. Callers can write anything there, so a text that can't be an id is left out. */
export function fitId(text: string | undefined): string | null {
  return text && UPSTREAM_ID.test(text) ? text : null;
}

/**
 * Returns the target of a refused request, as far as its path names it. A successful request's event has the same one.
 * @param workspace the workspace of the request; null outside
 */
export function refusalTarget(
  action: AuditAction,
  params: Record<string, string>,
  workspace: { id: string; name: string } | null,
): Target {
  const [type] = AUDIT_ACTIONS[action].target;
  const id = fitId(params.id ?? params.userId);
  if (type === "workspace") return { type, id: workspace?.id ?? null, name: workspace?.name ?? null };
  if (type === "audit_log") return { type, id: workspace?.id ?? PORTAL_CHAIN, name: null };
  return { type, id, name: null };
}

/** A request that was refused or failed, and what is recorded about it. */
interface Refusal {
  /** The workspace whose log it goes to; null for the portal's. */
  workspaceId: string | null;
  action: AuditAction;
  /** Details of the attempt that the action doesn't say. */
  detail?: Record<string, boolean>;
  outcome: "denied" | "failed";
  /** The missing permission, or the problem's code. */
  why: string;
  target: NonNullable<NewAuditEvent["target"]>;
  by: ActedBy;
}

/** One person's refusals up to this number are recorded one by one; further ones once for each action and reason. */
const MOST_TARGETS = 20;

/**
 * Records a refused or failed request. Nobody can flood the log with them: `countRepeat` counts a repeated one. A
 * caller with ever new targets gets, after a while, only one event for each action and reason.
 */
export async function recordRefusal({
  workspaceId,
  action,
  detail: more = {},
  outcome,
  why,
  target,
  by,
}: Refusal): Promise<void> {
  // A token's refusals are counted apart from those of its person, and a directory's from those of others in the same cloud.
  const unknown = by.actor.type === "system" ? by.actor.name : sourceKey(by.request?.ip ?? null);
  const who = by.actor.token?.id ?? by.actor.id ?? unknown;
  const prefix = `refused|${workspaceId ?? PORTAL_CHAIN}|${who}|`;
  const detail = { ...more, ...(outcome === "denied" ? { missingPermission: why } : { code: why }) };
  const event = {
    workspaceId,
    ...by,
    action,
    outcome,
    detail,
  };
  const parts = Object.entries(more).map(([name, value]) => `|${name}=${value}`);
  const key = `${prefix}${action}${parts.join("")}|${outcome}|${why}`;
  const many = (await countOpenTallies(prefix)) >= MOST_TARGETS;
  if (many)
    await countRepeat({ key, event: { ...event, target: { type: target.type, id: null, name: null } } });
  else await countRepeat({ key: `${key}|${target.id ?? ""}`, event: { ...event, target } });
}

/** The actor of a request without a session. */
const SOMEBODY: AuditActor = {
  type: "user",
  id: null,
  email: null,
  name: "Somebody",
  role: null,
};

interface FailedRequest {
  action: AuditAction;
  detail?: Record<string, boolean>;
  params: Record<string, string>;
  origin: AuditRequest;
  requester?: ActedBy;
  workspace?: { id: string; name: string };
}

/**
 * Records that an allowed mutation failed, unless it has recorded an event itself, as an admitted change does.
 * A repetition of a request that still runs is no further attempt.
 *
 * The caller gets the problem in any case. A log that can't be written is reported in the operator's log lines.
 */
export async function recordFailure(request: FailedRequest, problem: Problem): Promise<void> {
  if (problem.code === "idempotency_in_progress") return;
  const { action, detail = {}, params, origin, workspace = null } = request;
  const by = request.requester ?? { actor: SOMEBODY, request: origin };
  // A handler itself refuses only acts that people may do to themselves, and owners to everybody, such as ending
  // sessions. So the missing permission is the owner's.
  const denied = problem.code === "not_allowed";
  try {
    if (await hasOwnEvent(workspace?.id ?? PORTAL_CHAIN, origin.id, by.actor.id)) return;
    await recordRefusal({
      workspaceId: workspace?.id ?? null,
      action,
      detail,
      outcome: denied ? "denied" : "failed",
      why: denied ? "owner" : problem.code,
      target: refusalTarget(action, params, workspace),
      by,
    });
  } catch (error) {
    log.error({ requestId: origin.id, audit: error instanceof Error ? error.stack : String(error) });
  }
}
