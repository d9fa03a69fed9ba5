import "server-only";
import { type StoredEvent, toEventView } from "@/lib/audit/event-view";
import { CSV_MARK, csvLine, payloadCell } from "@/lib/audit/proof/csv-columns";
import { toHex } from "@/lib/audit/proof/text-forms";
import { ocsfEvent } from "./ocsf-event";

/** The header row of a CSV export. The last columns are the event itself, for verification. */
export const CSV_HEADER = `${CSV_MARK}sequence,occurredAt,actor,email,role,token,action,outcome,targetType,targetId,targetName,fields,reason,ip,requestId,hash,previousHash,payload\r\n`;

/** One event as a row of CSV (RFC 4180). */
export function csvRow(row: StoredEvent): string {
  const { actor, target, request, integrity, ...event } = toEventView(row);
  return csvLine([
    event.sequence,
    event.occurredAt,
    actor.name,
    actor.email,
    actor.role,
    actor.token?.name ?? null,
    event.action,
    event.outcome,
    target?.type ?? null,
    target?.id ?? null,
    target?.name ?? null,
    event.changes.map((change) => change.path).join(" "),
    event.reason,
    request?.ip ?? null,
    request?.id ?? null,
    integrity.hash,
    integrity.previousHash,
    payloadCell(row.payload),
  ]);
}

/**
 * One event as a line of NDJSON: enough to check the chain without this program.
 * @param inclusion the event's path to the checkpoint's root, where it must prove its place by itself
 */
export function ndjsonLine(
  { sequence, payload, previousHash, hash }: StoredEvent,
  inclusion?: string[],
): string {
  const line = { sequence, payload, previousHash: toHex(previousHash), hash: toHex(hash) };
  return `${JSON.stringify(inclusion ? { ...line, inclusion } : line)}\n`;
}

/**
 * One event as a line of the proof beside another format: its path to the checkpoint's root, where it must prove its place
 * by itself, and its content, where a row of CSV lacks it. Empty where there is nothing to say.
 */
export function proofLine({ sequence, payload }: StoredEvent, inclusion?: string[]): string {
  const line = {
    ...(inclusion ? { inclusion } : {}),
    ...(payloadCell(payload) === "" ? { payload } : {}),
  };
  return Object.keys(line).length === 0 ? "" : `${JSON.stringify({ sequence, ...line })}\n`;
}

/** One event as a line of OCSF, with the original payload and its hashes. */
export function ocsfLine(row: StoredEvent): string {
  return `${JSON.stringify(ocsfEvent(row))}\n`;
}
