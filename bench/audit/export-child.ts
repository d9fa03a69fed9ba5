import { exportEvents } from "@/lib/audit/export/export-events";
import { openExport } from "@/lib/audit/export/open-export";
import { database } from "@/lib/db/client";

/**
 * Exports a chain and reports time and memory, in a process of its own, so that the peak of memory is the export's. With
 * `usual` it exports as a page that "downloads all" usually does: read all rows, make one text.
 */
const [chain = "", design = "ours"] = process.argv.slice(2);
const started = performance.now();
let bytes = 0;
let events = 0;
if (design === "usual") {
  const rows = await database().auditEvent.findMany({ where: { chain }, orderBy: { occurredAt: "asc" } });
  events = rows.length;
  bytes = Buffer.byteLength(JSON.stringify(rows.map(({ payload }) => JSON.parse(payload))));
} else {
  const opened = await openExport({ filter: { chain }, format: "ndjson", proof: true, name: "Bench" });
  events = opened.checkpoint.size;
  for await (const text of exportEvents(opened)) bytes += Buffer.byteLength(text);
}
const seconds = (performance.now() - started) / 1_000;
// Linux reports the peak in kilobytes.
process.stdout.write(
  JSON.stringify({ events, bytes, seconds, peakMb: process.resourceUsage().maxRSS / 1_024 }),
);
process.exit(0);
