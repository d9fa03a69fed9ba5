import "server-only";
import { z } from "zod";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { proveEvent } from "@/lib/audit/checkpoints/prove-event";
import { readAuditEvent } from "@/lib/audit/event-view";
import { verifyAndRecord } from "@/lib/audit/verify/verify-chain";
import { flagQuery, pageQuery, uuidParameter } from "@/lib/bff/query";
import { linesWithProgress } from "@/lib/bff/stream";
import {
  chainReportAnswer,
  checkpointListAnswer,
  eventProofAnswer,
} from "@/lib/openapi/answers/audit-answers";
import { Problem } from "@/lib/problems/problem";
import type { LogKind } from "./log-kinds";
import { verifyAndRecordInStream } from "./verify-in-stream";

/** `…/audit-events/verify`. A request for headers alone verifies nothing. */
export function verifyRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.verify", {
      operationId: `verify${scope}AuditLog`,
      summary: `Check the whole chain of ${whose}`,
      action: "audit.verify",
      query: z.strictObject({
        progress: flagQuery
          .prefault("false")
          .describe("Answer in lines of JSON: the progress, and at last the report."),
      }),
      answer: {
        description:
          "The report. With `progress`, lines of JSON: `{checked, of}` now and then, and at last the same report.",
        schema: chainReportAnswer,
        text: ["application/x-ndjson"],
      },
      handle: async ({ query, request, ...verification }) => {
        if (request.method === "HEAD") return {};
        if (!query.progress) return { body: await verifyAndRecord(verification) };
        const lines = linesWithProgress((report: (news: { checked: number; of: number }) => void, signal) =>
          verifyAndRecordInStream(verification, {
            signal,
            onProgress: (checked, of) => report({ checked, of }),
          }),
        );
        return { raw: lines, headers: { "Content-Type": "application/x-ndjson" } };
      },
    }),
  };
}

/** `…/audit-events/{id}/proof` */
export function eventProofRoutes({ scope, route }: LogKind) {
  return {
    GET: route("audit.verify", {
      operationId: `prove${scope}AuditEvent`,
      summary: "Prove that one event is part of the signed log",
      action: null,
      answer: { description: "The proof.", schema: eventProofAnswer },
      problems: ["conflict"],
      handle: async ({ chain, params }) => {
        const event = await readAuditEvent(chain, uuidParameter(params, "id"));
        const proof = event && (await proveEvent(chain, event.sequence));
        if (!proof) throw new Problem("not_found", "There is no such event");
        return { body: proof };
      },
    }),
  };
}

/** `…/audit-checkpoints` */
export function checkpointRoutes({ scope, route }: LogKind) {
  return {
    GET: route("audit.verify", {
      operationId: `list${scope}AuditCheckpoints`,
      summary: "List the signed checkpoints of a log, newest first",
      action: null,
      query: z.strictObject(pageQuery),
      answer: { description: "A page of checkpoints.", schema: checkpointListAnswer },
      handle: async ({ chain, query }) => ({ body: await listCheckpoints(chain, query) }),
    }),
  };
}
