import "server-only";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { requireSignedTree } from "@/lib/audit/checkpoints/signed-tree";
import { storedTree } from "@/lib/audit/checkpoints/stored-tree";
import type { CompleteEvent, NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { log } from "@/lib/log";
import { Problem } from "@/lib/problems/problem";
import { exportEvents } from "./export-events";
import type { ExportRequest } from "./export-request";
import { type OpenExport, openExport, requireCheckpoint } from "./open-export";

/** The event of an opened export. */
export type ExportEvent = NewAuditEvent<"audit.export"> & CompleteEvent<"audit.export">;

/** The event says that the export succeeded, so everything that can be refused is refused before it. */
async function refuseEarly({ filter: { chain }, since }: ExportRequest): Promise<void> {
  const signed = await makeCheckpoint(chain);
  // Without new events `makeCheckpoint` returns the last checkpoint unchecked. The event that follows is new, and a
  // broken tree would only fail after it.
  if (signed) await requireSignedTree(chain, signed, storedTree(chain));
  if (since !== undefined) await requireCheckpoint(chain, since);
}

async function recordFailure(event: ExportEvent, error: unknown): Promise<void> {
  const code = error instanceof Problem ? error.code : "internal";
  await recordEvent(database(), { ...event, outcome: "failed", detail: { ...event.detail, code } });
}

/** A failure after the event of a success is recorded as an event of its own. */
async function openOrRecord(requested: ExportRequest, event: ExportEvent): Promise<OpenExport> {
  try {
    return await openExport(requested);
  } catch (error) {
    await recordFailure(event, error);
    throw error;
  }
}

/**
 * An export's text, as of `exportEvents`. If it breaks off after the answer has begun, an event and a line in the
 * server's log record why: the reader sees nothing but a broken connection.
 *
 * @param event the event recorded when the export was opened
 */
export async function* recordedExport(opened: OpenExport, event: ExportEvent): AsyncGenerator<string> {
  try {
    yield* exportEvents(opened);
  } catch (error) {
    log.error({ err: error, chain: opened.request.filter.chain }, "an export of the audit log broke off");
    await recordFailure(event, error);
    throw error;
  }
}

/**
 * Opens an export and records it. A new export must contain its own event, so that the event comes first. A resumed one
 * has an earlier checkpoint and can't contain it: it is opened first, and a failure records nothing here.
 *
 * @param event the event to record when it succeeds
 * @throws what `openExport` throws
 */
export async function openRecordedExport(requested: ExportRequest, event: ExportEvent): Promise<OpenExport> {
  if (requested.size !== undefined) {
    const opened = await openExport(requested);
    await recordEvent(database(), event);
    return opened;
  }
  await refuseEarly(requested);
  await recordEvent(database(), event);
  return await openOrRecord(requested, event);
}
