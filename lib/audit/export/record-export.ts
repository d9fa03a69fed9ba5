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

/** What is recorded when an export was opened. */
export type ExportEvent = NewAuditEvent<"audit.export"> & CompleteEvent<"audit.export">;

/** The event says that it succeeded, so whatever can be refused is refused before it. */
async function refuseEarly({ filter: { chain }, since }: ExportRequest): Promise<void> {
  const signed = await makeCheckpoint(chain);
  // Where nothing is new, what was signed is given as it is; the event that follows is news, and would bring it to light.
  if (signed) await requireSignedTree(chain, signed, storedTree(chain));
  if (since !== undefined) await requireCheckpoint(chain, since);
}

async function recordFailure(event: ExportEvent, error: unknown): Promise<void> {
  const code = error instanceof Problem ? error.code : "internal";
  await recordEvent(database(), { ...event, outcome: "failed", detail: { ...event.detail, code } });
}

/** An event that was recorded as a success is no answer to what went wrong after it: that is an event of its own. */
async function openOrRecord(asked: ExportRequest, event: ExportEvent): Promise<OpenExport> {
  try {
    return await openExport(asked);
  } catch (error) {
    await recordFailure(event, error);
    throw error;
  }
}

/**
 * An export's text as `exportEvents` gives it. One that breaks off here, after its answer had begun, leaves an event and
 * a line in the server's log: whoever reads it sees nothing but a broken connection.
 *
 * @param event what was recorded when it was opened
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
 * Opens an export and puts it on record. One from now on is in the checkpoint that it is proven by, so its event comes
 * first. One that goes on with a checkpoint of before can't be in there: it is opened first, and where that fails
 * nothing is recorded here.
 *
 * @param event what to record when it succeeds
 * @throws what `openExport` throws
 */
export async function openRecordedExport(asked: ExportRequest, event: ExportEvent): Promise<OpenExport> {
  if (asked.size !== undefined) {
    const opened = await openExport(asked);
    await recordEvent(database(), event);
    return opened;
  }
  await refuseEarly(asked);
  await recordEvent(database(), event);
  return await openOrRecord(asked, event);
}
