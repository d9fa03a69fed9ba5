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

/** What a refused or failed request attempted, as the event of a successful one would call it. */
interface Attempted {
  action: AuditAction;
  /** What the action's name doesn't say, such as whether somebody was to become an owner. */
  detail?: Record<string, boolean>;
}

/** The part of a declaration that says what its requests attempt. */
export interface Attempting<B extends z.ZodType | undefined> {
  /**
   * The audit action of a mutation, or of a read that is an event itself: a request that is denied or fails is recorded
   * under its name. Null for other reads.
   */
  action: AuditAction | null;
  /** Where the body decides what is attempted: what that is. Without a readable body it is `action`. */
  attempted?: (body: Output<B>) => Attempted;
  body?: B;
}

/**
 * What a request attempted. It may be one that wasn't let in, so that its body is read here for the first time, or one
 * full of mistakes.
 * @param parsed its body, when it was read already
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

/** A path's id as the log keeps it. Whoever asks may write anything there; what can't be an id is left out. */
export function fitId(text: string | undefined): string | null {
  return text && UPSTREAM_ID.test(text) ? text : null;
}

/**
 * What a refused request was about, as the event of a successful one would say it, as far as its path says.
 * @param workspace the one that the request was in; null outside
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

/** Somebody's request that was refused, or failed, and what is recorded about it. */
interface Refusal {
  /** The workspace whose log it goes to; null for the portal's. */
  workspaceId: string | null;
  action: AuditAction;
  /** What else the request was after, where the action doesn't say it. */
  detail?: Record<string, boolean>;
  outcome: "denied" | "failed";
  /** In one word: the permission that was missing, or the problem's code. */
  why: string;
  target: NonNullable<NewAuditEvent["target"]>;
  by: ActedBy;
}

/** So many different refusals of one person are recorded one by one; beyond, only one for each action and reason. */
const MOST_TARGETS = 20;

/**
 * Writes a refused or failed request down. Nobody can flood the log with them: the same one again is counted, not
 * repeated (`countRepeat`), and somebody who finds ever new targets gets one event for each action and reason after a while.
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
  const who = by.actor.id ?? sourceKey(by.request?.ip ?? null);
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

/** The actor of a request that comes by a link from an invitation, and not by a session. */
const SOMEBODY: AuditActor = {
  type: "user",
  id: null,
  email: null,
  name: "Somebody with a link",
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
 * Writes down that a mutation which its caller was allowed to make came to nothing, unless it has left an event of its
 * own (a change that was admitted does). The same request sent again while the first one runs is no further attempt.
 *
 * The caller learns what went wrong in any case; that the log can't be written now, the operator reads in the log lines.
 */
export async function recordFailure(request: FailedRequest, problem: Problem): Promise<void> {
  if (problem.code === "idempotency_in_progress") return;
  const { action, detail = {}, params, origin, workspace = null } = request;
  const by = request.requester ?? { actor: SOMEBODY, request: origin };
  // What a handler refuses itself, and not the access check before it, is what people may do to themselves alone, such as
  // ending sessions: to others only an owner may, so that is the permission they lacked.
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
