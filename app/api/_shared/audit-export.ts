import "server-only";
import { z } from "zod";
import { EXPORT_FORMATS, type ExportFormat } from "@/lib/audit/export/export-request";
import { type ExportEvent, openRecordedExport, recordedExport } from "@/lib/audit/export/record-export";
import { statedFilter } from "@/lib/audit/filter";
import { flagQuery, sequenceQuery } from "@/lib/bff/query";
import { streamOf } from "@/lib/bff/stream";
import { auditFilterQuery } from "./audit-filter-query";
import type { LogKind } from "./log-kinds";

const exportQuery = z.strictObject({
  ...auditFilterQuery,
  format: z
    .enum(EXPORT_FORMATS)
    .default("ndjson")
    .describe("`proof` is the file beside a CSV or OCSF export of the same filters, made with its `size`."),
  proof: flagQuery.prefault("false").describe("NDJSON with its proof: a first and a last line of their own."),
  after: sequenceQuery
    .optional()
    .describe("Continues an export that broke off: the number of the last event that arrived."),
  size: sequenceQuery
    .min(1, "must be at least 1")
    .optional()
    .describe("As of the signed checkpoint of so many events (`X-Audit-Checkpoint-Size`), not as of now."),
  since: sequenceQuery
    .optional()
    .describe("Also prove that the log continues the earlier checkpoint of so many events."),
});

const EXPORT = `An NDJSON line of an event is \`{sequence, payload, previousHash, hash}\`: \`payload\` is the canonical text,
hashes are hexadecimal, and \`hash\` is the SHA-256 of the previous hash's bytes followed by the payload in UTF-8.

With \`proof\`, a line \`{"export": {version, chain, name, filter, complete, start, checkpoint, publicKey, consistency}}\`
comes first and a line \`{"end": {events, statement}}\` last. Where filters leave something out (\`complete\` is false), a
line of an event also holds \`inclusion\`: the hashes from its leaf up to the root of the checkpoint's tree (RFC 9162).
With \`format=proof\` there are only the first line, \`{sequence, inclusion}\` where something was left out, and the last.

docs/audit-log.md says what each field means, and how signatures are made.

\`not_found\`: there is no checkpoint of \`size\` or \`since\` events. \`conflict\`: the log is not the continuation of what
was signed before, so nothing can be proven; or retention removed all that the checkpoint of \`size\` covers.`;

/** The media type of each format, and how its file's name ends. */
const FORMATS: Record<ExportFormat, [type: string, ending: string]> = {
  ndjson: ["application/x-ndjson", "ndjson"],
  csv: ["text/csv; charset=utf-8", "csv"],
  ocsf: ["application/x-ndjson", "ocsf.ndjson"],
  proof: ["application/x-ndjson", "proof.ndjson"],
};

/**
 * `…/audit-events/export`. An export is an event itself. It is recorded before the first byte leaves, so that the
 * checkpoint that proves the export covers it. Next answers HEAD by the handler of GET; such a request exports nothing.
 */
export function exportRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.export", {
      operationId: `export${scope}AuditEvents`,
      summary: `Download the audit events of ${whose}, oldest first. This is an audit event itself`,
      action: "audit.export",
      query: exportQuery,
      answer: {
        description: EXPORT,
        text: ["application/x-ndjson", "text/csv"],
        headers: ["X-Audit-Checkpoint-Size"],
      },
      problems: ["not_found", "conflict"],
      handle: async ({ chain, workspaceId, name, query, requester, request }) => {
        if (request.method === "HEAD") return {};
        const { format, proof, after, size, since, ...wanted } = query;
        const filter = { chain, ...wanted };
        const event: ExportEvent = {
          workspaceId,
          ...requester,
          action: "audit.export",
          outcome: "succeeded",
          target: { type: "audit_log", id: chain, name: null },
          detail: { format, ...statedFilter(filter), ...(after ? { after } : {}) },
        };
        const opened = await openRecordedExport({ filter, format, proof, name, after, size, since }, event);
        const [type, ending] = FORMATS[format];
        return {
          raw: streamOf(recordedExport(opened, event)),
          headers: {
            "Content-Type": type,
            "Content-Disposition": `attachment; filename="audit-events.${ending}"`,
            // A client resumes an export that broke off with `?after=<last sequence>&size=<this>`.
            "X-Audit-Checkpoint-Size": String(opened.checkpoint.size),
          },
        };
      },
    }),
  };
}
