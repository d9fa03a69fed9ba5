import type { AuditOutcome } from "./events/outcomes";

/** The kinds of actors. A token acts for its person, whose id, name and address the actor has. */
export const ACTOR_TYPES = ["user", "token", "system", "upstream"] as const;

/** The actor as at that moment: later renames or role changes don't alter history. */
export interface AuditActor {
  type: (typeof ACTOR_TYPES)[number];
  id: string | null;
  email: string | null;
  name: string;
  role: string | null;
  /** The token of an actor of that type. */
  token?: { id: string; name: string };
}

/** One field's change. A caller's values may contain secrets; recorded ones don't, since `recordEvent` redacts them. */
export interface AuditFieldChange {
  path: string;
  before: unknown;
  after: unknown;
}

/** The origin of the request. `id` is also the answer's `X-Request-Id` and part of the log line. */
export interface AuditRequest {
  id: string;
  ip: string | null;
  userAgent: string | null;
  /**
   * The id that several requests of one undertaking share; the request's own id when the caller sent none. Absent in
   * old events.
   */
  correlationId?: string;
  /**
   * Present in what the demo's past consists of, whose times are invented. It is part of the origin, since a change keeps
   * its origin until it is settled, by whomever. Nothing that a caller sends becomes a part of it.
   */
  demo?: true;
}

/** The actor, and the origin of the request; null where the portal acts by itself. */
export interface ActedBy {
  actor: AuditActor;
  request: AuditRequest | null;
}

export interface AuditUpstreamCall {
  method: string;
  status: number | null;
  durationMs: number | null;
  error: string | null;
}

/** An event as the API shows it. */
export interface AuditEventView {
  id: string;
  sequence: number;
  occurredAt: string;
  settledAt: string | null;
  workspaceId: string | null;
  actor: AuditActor;
  action: string;
  outcome: AuditOutcome;
  target: { type: string; id: string | null; name: string | null } | null;
  changes: AuditFieldChange[];
  reason: string | null;
  request: AuditRequest | null;
  upstream: AuditUpstreamCall | null;
  detail: Record<string, string | number | boolean | null>;
  integrity: { previousHash: string; hash: string };
}

/** The newest form of payloads that this program knows. A payload without a version is older than the numbering: version 0. */
const NEWEST_VERSION = 2;

/**
 * Returns the version of the form in which an event is recorded. Programs of version 1 know no tokens, and must say so of an
 * event of one instead of finding fault with it. All other events have the form that they know.
 */
export function payloadVersion({ token }: AuditActor): number {
  return token ? NEWEST_VERSION : 1;
}

/** Whether this program knows the form of a payload. A newer program may record others in the same log. */
export function isKnownVersion(payload: object): boolean {
  const version = "version" in payload ? payload.version : 0;
  return Number.isInteger(version) && Number(version) >= 0 && Number(version) <= NEWEST_VERSION;
}

/** The chain of everything that belongs to no workspace: sign-ins, people, workspaces. */
export const PORTAL_CHAIN = "portal";

/** A chain as an event names it: the portal's own belongs to no workspace. */
export function workspaceOfChain(chain: string): string | null {
  return chain === PORTAL_CHAIN ? null : chain;
}

/** The portal acting by itself: recovery, first start. */
export const SYSTEM_ACTOR: AuditActor = {
  type: "system",
  id: null,
  email: null,
  name: "Switchboard",
  role: null,
};

/** Anybody who works in the vendor's own dashboard: drift has no other name. */
export const UPSTREAM_ACTOR: AuditActor = {
  type: "upstream",
  id: null,
  email: null,
  name: "Someone outside Switchboard",
  role: null,
};

/** The actors without an id. The filter `actor` names them by their type. */
export const ACTORS_WITHOUT_ID: readonly AuditActor[] = [SYSTEM_ACTOR, UPSTREAM_ACTOR];
