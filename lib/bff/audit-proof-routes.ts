import "server-only";
import { z } from "zod";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { proveEvent } from "@/lib/audit/checkpoints/prove-event";
import { readAuditEvent } from "@/lib/audit/read-event";
import { recordEvent } from "@/lib/audit/record-event";
import { type ChainReport, verifyChain, type Watch } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import type { Requester } from "@/lib/identity/requester";
import { Problem } from "@/lib/problems/problem";
import { type OnBothChains, onBothChains } from "./audit-chain-route";
import { linesWithProgress } from "./lines-with-progress";
import { pageQuery } from "./page-query";
import { uuidParameter } from "./path-parameters";
import { streamOf } from "./stream-of";

async function verifyAndRecord(
  chain: string,
  workspaceId: string | null,
  by: Requester,
  watch?: Watch,
): Promise<ChainReport> {
  const report = await verifyChain(chain, watch);
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action: "audit.verify",
    outcome: report.ok ? "succeeded" : "failed",
    target: { type: "audit_log", id: chain, name: null },
    detail: { events: report.events, firstBad: report.firstBad?.sequence ?? null },
  });
  return report;
}

/**
 * `GET …/audit-events/verify`. With `progress=1` the answer is NDJSON: `{checked, of}` now and then, and at last the
 * report. Asking for headers alone verifies nothing.
 */
export const eventVerify: OnBothChains = onBothChains("audit.verify", {
  action: "audit.verify",
  query: z.strictObject({ progress: z.enum(["0", "1"]).default("0") }),
  handle: async ({ chain, workspaceId, query, requester, request }) => {
    if (request.method === "HEAD") return {};
    if (query.progress === "0") return { body: await verifyAndRecord(chain, workspaceId, requester) };
    const lines = linesWithProgress((tell: (news: { checked: number; of: number }) => void, signal) =>
      verifyAndRecord(chain, workspaceId, requester, {
        signal,
        onProgress: (checked, of) => tell({ checked, of }),
      }),
    );
    return { raw: streamOf(lines), headers: { "Content-Type": "application/x-ndjson" } };
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
