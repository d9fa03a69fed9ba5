import "server-only";
import { z } from "zod";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { proveEvent } from "@/lib/audit/checkpoints/prove-event";
import { readAuditEvent } from "@/lib/audit/read-event";
import { verifyAndRecord } from "@/lib/audit/verify/verify-and-record";
import { flagQuery, pageQuery, uuidParameter } from "@/lib/bff/query";
import { linesWithProgress } from "@/lib/bff/stream";
import { Problem } from "@/lib/problems/problem";
import { type OnBothChains, onBothChains } from "./audit-chain-route";
import { verifyAndRecordInStream } from "./verify-in-stream";

/**
 * `GET …/audit-events/verify`. With `progress=1` the answer is NDJSON: `{checked, of}` now and then, and at last the
 * report. Asking for headers alone verifies nothing.
 */
export const eventVerify: OnBothChains = onBothChains("audit.verify", {
  action: "audit.verify",
  query: z.strictObject({
    progress: flagQuery
      .prefault("false")
      .describe("Answer lines of JSON: how far it is, and at last the report."),
  }),
  handle: async ({ query, request, ...asked }) => {
    if (request.method === "HEAD") return {};
    if (!query.progress) return { body: await verifyAndRecord(asked) };
    const lines = linesWithProgress((tell: (news: { checked: number; of: number }) => void, signal) =>
      verifyAndRecordInStream(asked, { signal, onProgress: (checked, of) => tell({ checked, of }) }),
    );
    return { raw: lines, headers: { "Content-Type": "application/x-ndjson" } };
  },
});

/** `GET …/audit-events/{id}/proof`: the signed checkpoint that covers an event, and the event's path to its root. */
export const eventProof: OnBothChains = onBothChains("audit.verify", {
  action: null,
  handle: async ({ chain, params }) => {
    const event = await readAuditEvent(chain, uuidParameter(params, "id"));
    const proof = event && (await proveEvent(chain, event.sequence));
    if (!proof) throw new Problem("not_found", "There is no such event");
    return { body: proof };
  },
});

/** `GET …/audit-checkpoints`: newest first. */
export const checkpointList: OnBothChains = onBothChains("audit.verify", {
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ chain, query }) => ({ body: await listCheckpoints(chain, query) }),
});
