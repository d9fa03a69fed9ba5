import type { z } from "zod";
import type { ProblemCode } from "@/lib/problems/problem";

/** What an operation answers when all went well. */
export interface SuccessAnswer {
  /** 200 unless said otherwise. */
  status?: number;
  description: string;
  /** The answer's JSON; left out for an answer without a body. */
  schema?: z.ZodType;
  /** Media types of an answer that is not JSON; beside a schema: what else it may be, if the query asks for that. */
  text?: readonly string[];
  headers?: readonly ("ETag" | "Location" | "X-Audit-Checkpoint-Size")[];
}

/** What the published contract says of a route, beside its access and its schemas. */
export interface RouteContract {
  summary?: string;
  tag?: string;
  answer?: SuccessAnswer;
  /** A write to a flow carries `Idempotency-Key`; one to a flow that exists already also `If-Match`. */
  flowWrite?: "new_flow" | "existing_flow";
  /** The upstream is asked, so whatever can go wrong with that can go wrong here. */
  asksUpstream?: boolean;
  /** What can go wrong besides the things that follow from the rest. */
  problems?: readonly ProblemCode[];
}
