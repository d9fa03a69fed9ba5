import "server-only";
import { toEventView, toHex } from "./event-view";
import type { AuditFilter } from "./search/audit-filter";
import { findEvents } from "./search/find-events";

const BATCH = 500;

/** A spreadsheet runs a cell that starts like a formula; a leading quote makes it text (OWASP, CSV injection). */
function csvCell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const CSV_HEADER =
  "sequence,occurredAt,actor,email,role,action,outcome,targetType,targetId,targetName,fields,reason,ip,requestId,hash\r\n";

/**
 * The events of a filter as text lines, oldest first, read in batches so that any length streams.
 * An NDJSON line is `{sequence, payload, previousHash, hash}`: enough to check the chain without this program.
 */
export async function* exportEvents(filter: AuditFilter, format: "ndjson" | "csv"): AsyncGenerator<string> {
  if (format === "csv") yield CSV_HEADER;
  let after = 0;
  for (;;) {
    const rows = await findEvents({ filter, above: after, count: BATCH, newestFirst: false });
    for (const row of rows) {
      after = row.sequence;
      if (format === "ndjson") {
        const { sequence, payload, previousHash, hash } = row;
        yield `${JSON.stringify({ sequence, payload, previousHash: toHex(previousHash), hash: toHex(hash) })}\n`;
        continue;
      }
      const event = toEventView(row);
      const cells = [
        event.sequence,
        event.occurredAt,
        event.actor.name,
        event.actor.email,
        event.actor.role,
        event.action,
        event.outcome,
        event.target?.type ?? null,
        event.target?.id ?? null,
        event.target?.name ?? null,
        event.changes.map((change) => change.path).join(" "),
        event.reason,
        event.request?.ip ?? null,
        event.request?.id ?? null,
        event.integrity.hash,
      ];
      yield `${cells.map(csvCell).join(",")}\r\n`;
    }
    if (rows.length < BATCH) return;
  }
}
