import "server-only";
import canonicalize from "canonicalize";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import type { StoredEvent } from "@/lib/audit/event-view";
import { statedFilter } from "@/lib/audit/filter";
import { inclusionPath } from "@/lib/audit/proof/inclusion-proof";
import { signNote } from "@/lib/audit/proof/signed-note";
import { headerDigest, statementOrigin, writeStatement } from "@/lib/audit/proof/statement-text";
import { toHex } from "@/lib/audit/proof/text-forms";
import { findPlaces, readEvents, withinBytes } from "@/lib/audit/search/find-events";
import { Problem } from "@/lib/problems/problem";
import { CSV_HEADER, csvRow, ndjsonLine, ocsfLine, proofLine } from "./event-text";
import type { OpenExport } from "./open-export";

/** The number of places that are found at a time. As many of their events as fit into memory are read at once. */
const BATCH = 1_000;
/** The text comes in pieces of about this many characters. */
const PIECE = 256 * 1024;

async function* places({ request, checkpoint, terms }: OpenExport, after: number, upTo: number) {
  for (let above = after; ; ) {
    const found = await findPlaces({
      filter: request.filter,
      terms,
      above,
      upTo: Math.min(upTo, checkpoint.size),
      count: BATCH,
      newestFirst: false,
    });
    yield found;
    if (found.length < BATCH) return;
    above = found.at(-1)?.sequence ?? above;
  }
}

async function* batches(opened: OpenExport, after: number): AsyncGenerator<StoredEvent[]> {
  for await (const found of places(opened, after, opened.checkpoint.size)) {
    for (let done = 0; done < found.length; ) {
      const some = withinBytes(found.slice(done));
      const events = await readEvents(opened.request.filter.chain, some);
      if (events.length < some.length) throw removedMeanwhile();
      yield events;
      done += some.length;
    }
  }
}

/** Counts the events of the part that arrived already. The log decides, since a caller's number can't be trusted. */
async function countUpTo(opened: OpenExport, after: number): Promise<number> {
  if (opened.complete) return Math.max(0, after - opened.removed);
  let count = 0;
  for await (const found of places(opened, 0, after)) count += found.length;
  return count;
}

function removedMeanwhile(): Problem {
  return new Problem("conflict", "Old events were removed while they were exported: export again");
}

/** An export that lost events to retention meanwhile must not end with a signed count, as if it were whole. */
async function refuseIfRetired({ request, removed }: OpenExport): Promise<void> {
  const now = (await readRetirement(request.filter.chain))?.sequence ?? 0;
  if (now !== removed) throw removedMeanwhile();
}

function endLine({ request, checkpoint, key, header }: OpenExport, events: number): string {
  const { chain } = request.filter;
  const statement = writeStatement({
    chain,
    size: checkpoint.size,
    filter: canonicalize(statedFilter(request.filter)) ?? "{}",
    events,
    header: headerDigest(header),
    time: new Date().toISOString(),
  });
  return `${JSON.stringify({ end: { events, statement: signNote(statement, statementOrigin(chain), key.privateKey) } })}\n`;
}

async function inclusionOf({ checkpoint, tree }: OpenExport, { sequence }: StoredEvent): Promise<string[]> {
  const path = await inclusionPath(sequence - 1, checkpoint.size, tree);
  return path.map(toHex);
}

async function eventText(opened: OpenExport, row: StoredEvent): Promise<string> {
  const { format, proof } = opened.request;
  if (format === "csv") return csvRow(row);
  if (format === "ocsf") return ocsfLine(row);
  const inclusion =
    opened.complete || !(proof || format === "proof") ? undefined : await inclusionOf(opened, row);
  return format === "ndjson" ? ndjsonLine(row, inclusion) : proofLine(row, inclusion);
}

/** The text of some events, in pieces of whole lines that are not much longer than `PIECE`. */
async function* pieces(opened: OpenExport, rows: readonly StoredEvent[]): AsyncGenerator<string> {
  let text = "";
  for (const row of rows) {
    text += await eventText(opened, row);
    if (text.length < PIECE) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/**
 * Returns an export as text, oldest event first, in pieces of whole lines. The log is read in batches, so that any
 * length streams. With proof (NDJSON, or the file beside another format) the first line describes the export. The last
 * one is the portal's signed count of its events.
 *
 * @throws ChainBroken on the way, when an event that a proof needs is missing
 * @throws Problem `conflict` on the way, when retention removed events that were still to come
 */
export async function* exportEvents(opened: OpenExport): AsyncGenerator<string> {
  const { request } = opened;
  const proven = request.format === "proof" || (request.format === "ndjson" && request.proof);
  const after = request.after ?? 0;
  let events = after > 0 ? await countUpTo(opened, after) : 0;
  if (after === 0 && request.format === "csv") yield CSV_HEADER;
  if (after === 0 && proven) yield `${opened.header}\n`;
  for await (const rows of batches(opened, after)) {
    yield* pieces(opened, rows);
    events += rows.length;
  }
  await refuseIfRetired(opened);
  if (proven) yield endLine(opened, events);
}
