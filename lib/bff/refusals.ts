import "server-only";
import type { z } from "zod";
import { type ActedBy, type AuditActor, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/audit/events/actions";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { countOpenTallies } from "@/lib/audit/tally/count-open-tallies";
import { countRepeat } from "@/lib/audit/tally/count-repeat";
import { hasOwnEvent } from "@/lib/audit/tally/has-own-event";
import { sourceKey } from "@/lib/identity/source-key";
import { log } from "@/lib/log";
import type { Problem } from "@/lib/problems/problem";
import { type Output, parseBody } from "./parse";

/** What a refused or failed request was after, as the event of a successful one would call it. */
interface Tried {
  action: AuditAction;
  /** What the action's name doesn't tell, such as whether somebody was to become an owner. */
  wish?: Record<string, boolean>;
}

/** The part of a declaration that says what its requests try to do. */
export interface Trying<B extends z.ZodType | undefined> {
  /**
   * The audit action of a mutation, or of a read that is an event itself: a try that is denied or fails is recorded under
   * its name. Null for other reads.
   */
  action: AuditAction | null;
  /** Where the body decides what is tried: what that is. Without a readable body it is `action`. */
  tried?: (body: Output<B>) => Tried;
  body?: B;
}

/**
 * What a request tried. It may be one that wasn't let in, so that its body is read here for the first time, or one full of
 * mistakes.
 * @param parsed its body, when it was read already
 */
export async function whatWasTried<B extends z.ZodType | undefined>(
  request: Request,
  parsed: Output<B> | undefined,
  { action, tried, body }: Trying<B> & { action: AuditAction },
): Promise<Tried> {
  if (!tried || !body) return { action };
  try {
    return tried(parsed ?? (await parseBody(request, body)));
  } catch {
    return { action };
  }
}

type Target = NonNullable<NewAuditEvent["target"]>;

/** A path's id as the log keeps it. Whoever asks may write anything there; what can't be an id is left out. */
export function fitId(text: string | undefined): string | null {
  return text && /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : null;
}

/**
 * What a refused request was about, as the event of a successful one would say it, as far as its path tells.
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

/** Somebody's request that was refused, or failed, and what is told about it. */
interface Refusal {
  /** The workspace whose log it goes to; null for the portal's. */
  workspaceId: string | null;
  action: AuditAction;
  /** What else was wished, where the action doesn't say it. */
  wish?: Record<string, boolean>;
  outcome: "denied" | "failed";
  /** In one word: the permission that was missing, or the problem's code. */
  why: string;
  target: NonNullable<NewAuditEvent["target"]>;
  by: ActedBy;
}

/** So many different refusals of one person are told apart at a time; beyond, only what they tried and why. */
const TOLD_APART = 20;

/**
 * Writes a refused or failed request down. Nobody can flood the log with them: the same one again is counted, not
 * repeated (`countRepeat`), and who finds ever new targets gets one event for each action and reason after a while.
 */
export async function recordRefusal({
  workspaceId,
  action,
  wish = {},
  outcome,
  why,
  target,
  by,
}: Refusal): Promise<void> {
  const who = by.actor.id ?? sourceKey(by.request?.ip ?? null);
  const prefix = `refused|${workspaceId ?? PORTAL_CHAIN}|${who}|`;
  const detail = { ...wish, ...(outcome === "denied" ? { missingPermission: why } : { code: why }) };
  const event = {
    workspaceId,
    ...by,
    action,
    outcome,
    detail,
  };
  const wishes = Object.entries(wish).map(([name, value]) => `|${name}=${value}`);
  const key = `${prefix}${action}${wishes.join("")}|${outcome}|${why}`;
  const many = (await countOpenTallies(prefix)) >= TOLD_APART;
  if (many)
    await countRepeat({ key, event: { ...event, target: { type: target.type, id: null, name: null } } });
  else await countRepeat({ key: `${key}|${target.id ?? ""}`, event: { ...event, target } });
}

/** Who acts by a link that was sent to them, and not by a session. */
const SOMEBODY: AuditActor = {
  type: "user",
  id: null,
  email: null,
  name: "Somebody with a link",
  role: null,
};

interface FailedRequest {
  action: AuditAction;
  wish?: Record<string, boolean>;
  params: Record<string, string>;
  origin: AuditRequest;
  requester?: ActedBy;
  workspace?: { id: string; name: string };
}

/**
 * Writes down that a mutation which its caller was allowed to make came to nothing, unless it has left an event of its
 * own (a change that was admitted does). The same request sent again while the first one runs is no further try.
 *
 * The caller is told what went wrong in any case: a log that can't be written now is told to the operator.
 */
export async function recordFailure(request: FailedRequest, problem: Problem): Promise<void> {
  if (problem.code === "idempotency_in_progress") return;
  const { action, wish = {}, params, origin, workspace = null } = request;
  const by = request.requester ?? { actor: SOMEBODY, request: origin };
  // What a handler refuses itself, and not the access check before it, is what people may do to themselves alone, such as
  // ending sessions: to others only an owner may, so that is the permission they lacked.
  const denied = problem.code === "not_allowed";
  try {
    if (await hasOwnEvent(workspace?.id ?? PORTAL_CHAIN, origin.id, by.actor.id)) return;
    await recordRefusal({
      workspaceId: workspace?.id ?? null,
      action,
      wish,
      outcome: denied ? "denied" : "failed",
      why: denied ? "owner" : problem.code,
      target: refusalTarget(action, params, workspace),
      by,
    });
  } catch (error) {
    log.error({ requestId: origin.id, audit: error instanceof Error ? error.stack : String(error) });
  }
}
