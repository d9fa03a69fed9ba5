import type { z } from "zod";
import type { RouteHandler } from "@/lib/bff/route";
import type { ProblemCode } from "@/lib/problems/problem";

export type OperationMethod = "get" | "post" | "put" | "patch" | "delete";

/** What an operation answers when all went well. */
export interface SuccessAnswer {
  /** 200 unless told. */
  status?: number;
  description: string;
  /** The answer's JSON; left out for an answer without a body. */
  schema?: z.ZodType;
  /** Media types of an answer that is not JSON; beside a schema: what else it may be, if the query asks for that. */
  text?: readonly string[];
  headers?: readonly ("ETag" | "Location" | "X-Audit-Checkpoint-Size")[];
}

/** One method of one path, as the published contract tells it. */
export interface Operation {
  method: OperationMethod;
  /** With parameters in braces, such as `/api/workspaces/{ws}`. */
  path: string;
  /** The handler's own declaration: who may call it, and the very schemas that it parses with. */
  declaration: RouteHandler["declaration"];
  tag: string;
  summary: string;
  success: SuccessAnswer;
  /** A write to a flow carries `Idempotency-Key`; one to a flow that exists already also `If-Match`. */
  flowWrite?: "new_flow" | "existing_flow";
  /** The upstream is asked, so whatever can go wrong with that can go wrong here. */
  asksUpstream?: boolean;
  /** What can go wrong besides the things that follow from the rest. */
  problems?: readonly ProblemCode[];
  /** How the caller proves who they are, where it isn't the session cookie. */
  security?: "metrics_token" | "none";
}
