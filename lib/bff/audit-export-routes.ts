import "server-only";
import { z } from "zod";
import { ChainBroken } from "@/lib/audit/checkpoints/chain-broken";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { checkpointRow } from "@/lib/audit/checkpoints/read-checkpoints";
import { storedFrontier, storedTree } from "@/lib/audit/checkpoints/stored-tree";
import type { NewAuditEvent } from "@/lib/audit/event";
import { exportEvents } from "@/lib/audit/export/export-events";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportRequest,
  statedFilter,
} from "@/lib/audit/export/export-request";
import { type OpenExport, openExport } from "@/lib/audit/export/open-export";
import { frontierRoot } from "@/lib/audit/proof/merkle-tree";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { type OnBothChains, onBothChains } from "./audit-chain-route";
import { auditFilterQuery } from "./audit-filter-query";
import { streamOf } from "./stream-of";

const sequence = z.coerce
  .number("must be a number")
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const exportQuery = z.strictObject({
  ...auditFilterQuery,
  format: z.enum(EXPORT_FORMATS).default("ndjson"),
  proof: z.enum(["0", "1"]).default("0"),
  after: sequence.optional(),
  size: sequence.min(1).optional(),
  since: sequence.optional(),
});

/** The media type of each format, and how its file's name ends. */
const FORMATS: Record<ExportFormat, [type: string, ending: string]> = {
  ndjson: ["application/x-ndjson", "ndjson"],
  csv: ["text/csv; charset=utf-8", "csv"],
  ocsf: ["application/x-ndjson", "ocsf.ndjson"],
  proof: ["application/x-ndjson", "proof.ndjson"],
};

/** The event says that it succeeded, so whatever can be refused is refused before it. */
async function assertOpens({ filter: { chain }, since }: ExportRequest): Promise<void> {
  const signed = await makeCheckpoint(chain);
  // Where nothing is new, what was signed is given as it is; the event that follows is news, and would bring it to light.
  if (signed && !frontierRoot(await storedFrontier(storedTree(chain), signed.size)).equals(signed.root))
    throw new ChainBroken(chain, `an event up to ${signed.size} is not what it was when it was signed`);
  if (since !== undefined && !(await checkpointRow(chain, since)))
    throw new Problem("not_found", `There is no checkpoint of ${since} events`);
}

/** An event that was recorded as a success is no answer to what went wrong after it: that is an event of its own. */
async function openOrRecord(asked: ExportRequest, event: NewAuditEvent): Promise<OpenExport> {
  try {
    return await openExport(asked);
  } catch (error) {
    const code = error instanceof Problem ? error.code : "internal";
    await recordEvent(database(), { ...event, outcome: "failed", detail: { ...event.detail, code } });
    throw error;
  }
}

/**
 * An export from now on is in the checkpoint that it is proven by, so its event comes first. One that goes on with a
 * checkpoint of before can't be in there: it is opened first, and where that fails the route kit says so.
 */
async function openRecorded(asked: ExportRequest, event: NewAuditEvent): Promise<OpenExport> {
  if (asked.size !== undefined) {
    const opened = await openExport(asked);
    await recordEvent(database(), event);
    return opened;
  }
  await assertOpens(asked);
  await recordEvent(database(), event);
  return await openOrRecord(asked, event);
}

/**
 * `GET …/audit-events/export`. An export is an event itself, recorded before the first byte leaves: so it is in the
 * checkpoint that the export is proven by. Next answers HEAD by the handler of GET, but asking for headers alone exports
 * nothing.
 */
export const eventExport: OnBothChains = onBothChains("audit.export", {
  action: "audit.export",
  query: exportQuery,
  handle: async ({ chain, workspaceId, name, query, requester, request }) => {
    if (request.method === "HEAD") return {};
    const { format, proof, after, size, since, ...wanted } = query;
    const filter = { chain, ...wanted };
    const opened = await openRecorded(
      { filter, format, proof: proof === "1", name, after, size, since },
      {
        workspaceId,
        ...requester,
        action: "audit.export",
        outcome: "succeeded",
        target: { type: "audit_log", id: chain, name: null },
        detail: { format, ...statedFilter(filter), ...(after ? { after } : {}) },
      },
    );
    const [type, ending] = FORMATS[format];
    return {
      raw: streamOf(exportEvents(opened)),
      headers: {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="audit-events.${ending}"`,
        // What an export that breaks off is resumed with: `?after=<last sequence>&size=<this>`.
        "X-Audit-Checkpoint-Size": String(opened.checkpoint.size),
      },
    };
  },
});
