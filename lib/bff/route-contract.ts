import type { z } from "zod";
import type { ProblemCode } from "@/lib/problems/problem";

/** What an operation answers when all went well. */
export interface SuccessAnswer {
  /** 200 unless said otherwise. A reply that states no status of its own gets this one. */
  status?: number;
  description: string;
  /** The answer's JSON; left out for an answer without a body. */
  schema?: z.ZodType;
  /** Media types of an answer that is not JSON; beside a schema: what else it may be, if the query asks for that. */
  text?: readonly string[];
  headers?: readonly ("ETag" | "Location" | "X-Audit-Checkpoint-Size")[];
}

/**
 * What the published contract says of a route, beside its access and its schemas. The method and the path are no part
 * of it: a route's file and its export state them.
 */
export interface RouteContract {
  /**
   * A name for programs, such as `listCallFlows`: verb and noun, and no other route's. It is stated and not made from
   * the path, so that a client's generated functions keep their names when a path moves.
   */
  operationId: string;
  summary: string;
  tag: string;
  answer: SuccessAnswer;
  /** A write to a flow carries `Idempotency-Key`; one to a flow that exists already also `If-Match`. */
  flowWrite?: "new_flow" | "existing_flow";
  /** A request goes to the upstream, so whatever can go wrong with that can go wrong here. */
  asksUpstream?: boolean;
  /** What can go wrong besides the things that follow from the rest. */
  problems?: readonly ProblemCode[];
  /** How callers prove who they are, where it isn't the session's cookie. */
  security?: "metrics_token";
}
