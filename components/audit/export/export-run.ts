import { type Problem, readProblem } from "../../http/problem";
import { eventCutter } from "./event-cutter";
import type { ExportKind, ExportPlace } from "./export-kinds";
import type { ExportSink } from "./export-sink";

/** The progress of an export. */
export interface ExportProgress {
  events: number;
  bytes: number;
  /** The sequence number of the last event that arrived; 0 when none did. */
  sequence: number;
  /** The number of the last event that the export can contain; null until it is known. */
  size: number | null;
}

/** The result of an attempt. Cut and refused exports can be resumed; one whose file can't be written is lost. */
export type ExportOutcome =
  | { state: "done" }
  | { state: "cancelled" }
  | { state: "cut" }
  | { state: "unwritable" }
  | { state: "refused"; problem: Problem };

interface ExportRunOptions {
  kind: Pick<ExportKind, "format" | "proven">;
  sink: ExportSink;
  /** Requests the export from a place on. */
  ask: (place: ExportPlace, signal: AbortSignal) => Promise<Response>;
  /** Called with the progress of the export. */
  onProgress: (progress: ExportProgress) => void;
}

/** The disk is full, or the file was removed: its content is unknown now, so nothing can be added. */
class UnwritableError extends Error {}

async function refusal(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => null);
  return readProblem(response.status, body, response.headers.get("Retry-After"));
}

function sizeOf(response: Response): number | null {
  const covered = Number(response.headers.get("X-Audit-Checkpoint-Size"));
  return Number.isInteger(covered) && covered > 0 ? covered : null;
}

/**
 * Writes an export into a file. Only whole events are written, so that an export that was cut off is resumed behind the
 * last of them, and becomes the same file.
 */
export function exportRun({ kind, sink, ask, onProgress }: ExportRunOptions) {
  const cutter = eventCutter(kind.format);
  let size: number | null = null;
  let bytes = 0;

  function progress(): ExportProgress {
    const { events, last } = cutter.arrived();
    return { events, bytes, sequence: last ?? 0, size };
  }

  async function write(part: Uint8Array): Promise<void> {
    if (part.length === 0) return;
    await sink.write(part).catch((cause: unknown) => {
      throw new UnwritableError("an export can't be written", { cause });
    });
    bytes += part.length;
  }

  async function receive(response: Response): Promise<ExportOutcome> {
    if (!response.ok) return { state: "refused", problem: await refusal(response) };
    size = sizeOf(response);
    const reader = response.body?.getReader();
    for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
      await write(cutter.take(piece.value));
      onProgress(progress());
    }
    const rest = cutter.end(kind.proven);
    if (rest === null) return { state: "cut" };
    await write(rest);
    await sink.close().catch((cause: unknown) => {
      throw new UnwritableError("an export can't be written", { cause });
    });
    onProgress(progress());
    return { state: "done" };
  }

  /** Fetches the rest. May be called again after a cut or a refusal. */
  async function run(signal: AbortSignal): Promise<ExportOutcome> {
    cutter.rewind();
    try {
      const response = await ask({ after: cutter.arrived().last, size }, signal);
      return await receive(response);
    } catch (error) {
      if (signal.aborted) return { state: "cancelled" };
      return { state: error instanceof UnwritableError ? "unwritable" : "cut" };
    }
  }

  return { run, progress };
}
