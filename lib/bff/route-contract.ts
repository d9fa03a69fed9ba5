import type { z } from "zod";
import type { ProblemCode } from "@/lib/problems/problem";

/** An operation's answer on success. */
export interface SuccessAnswer {
  /** 200 by default. A reply that states no status of its own gets this one. */
  status?: number;
  description: string;
  /** The answer's JSON; left out for an answer without a body. */
  schema?: z.ZodType;
  /** Media types of an answer that is not JSON; beside a schema: what else it may be, if the query asks for that. */
  text?: readonly string[];
  headers?: readonly ("ETag" | "Location" | "X-Audit-Checkpoint-Size")[];
  /** Set for an answer that may also be 204 without a body: what that says. */
  orEmpty?: string;
}

/** The headings under which the published contract lists operations. */
type RouteTag =
  | "audit"
  | "call-flows"
  | "changes"
  | "directories"
  | "jobs"
  | "members"
  | "message-flows"
  | "notices"
  | "operations"
  | "people"
  | "providers"
  | "search"
  | "sessions"
  | "sign-in"
  | "tokens"
  | "transfers"
  | "workspaces";

/**
 * The published contract of a route, beside its access and its schemas. The method and the path are not part of it: the
 * route's file and its export state them.
 */
export interface RouteContract {
  /**
   * A name for programs, such as `listCallFlows`: verb and noun, and no other route's. It is stated and not made from
   * the path, so that a client's generated functions keep their names when a path moves.
   */
  operationId: string;
  summary: string;
  tag: RouteTag;
  answer: SuccessAnswer;
  /** A write to a flow carries `Idempotency-Key`; one to a flow that exists already also `If-Match`. */
  flowWrite?: "new_flow" | "existing_flow";
  /** Set for an operation that needs to be sure who the caller is: they have proved it a short time ago (`FRESH_MINUTES`). */
  fresh?: true;
  /**
   * Set for what somebody needs to set up their first second factor. Every other operation refuses whoever has none where the
   * portal, or the workspace, wants one.
   */
  beforeFactor?: true;
  /** Set for an operation that sends a request to the upstream: it may answer all problems of such a request. */
  asksUpstream?: boolean;
  /** The largest body in bytes, where it is more than the usual one. */
  mostBytes?: number;
  /** Problems besides those that follow from the rest of the declaration. */
  problems?: readonly ProblemCode[];
  /** How callers authenticate, where they don't use the session's cookie. */
  security?: "directory_token" | "metrics_token";
}
