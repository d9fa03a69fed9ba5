import { walkEvent } from "./chain-walk";
import { checkEnd, checkRoot } from "./check-ends";
import { ExportFault } from "./export-fault";
import type { ExportedEvent, ExportHeader } from "./export-format";
import type { ExportReport } from "./export-report";
import { rootFromInclusion } from "./inclusion-proof";
import { compareKept } from "./kept-checkpoint";
import type { VerifyOptions } from "./keys";
import { appendLeaf, leafHash } from "./merkle-tree";
import { openProven, type Proven } from "./open-proven";
import { decodeHashes, type LocatedLine } from "./text-forms";

/** Checks one event, and its place in the checkpoint's tree. */
function takeEvent(proven: Proven, event: ExportedEvent, line: number, report: ExportReport): void {
  const { header, checkpoint, walk, frontier } = proven;
  const { sequence } = event;
  if (sequence > checkpoint.size) {
    const message = `Event ${sequence} is not covered: the checkpoint counts ${checkpoint.size} events.`;
    throw new ExportFault("beyond-checkpoint", message, { sequence, line });
  }
  walkEvent(walk, event, line, report);
  const leaf = leafHash(Buffer.from(event.hash, "hex"));
  if (header.complete) {
    if (event.inclusion)
      throw new ExportFault("wrong-shape", "A complete export has no paths.", { sequence, line });
    appendLeaf(frontier, leaf);
    proven.seen.see(frontier, event.hash);
    return;
  }
  const path = decodeHashes(event.inclusion ?? []);
  const root = event.inclusion && rootFromInclusion(leaf, sequence - 1, checkpoint.size, path);
  if (root?.equals(checkpoint.root)) return;
  const message = `Event ${sequence} is not part of the signed tree: its path does not lead to the root.`;
  throw new ExportFault("not-included", message, { sequence, line });
}

/**
 * Verifies an export with proof, from its first line on. Fills in the report.
 * @throws ExportFault naming the first fault
 */
export async function verifyProven(
  first: LocatedLine,
  header: ExportHeader,
  rest: AsyncIterable<LocatedLine>,
  options: VerifyOptions,
  report: ExportReport,
): Promise<void> {
  const proven = openProven(first, header, options, report);
  let end: LocatedLine | null = null;
  let last = proven.headerLine;
  for await (const located of rest) {
    const { line, file, content } = located;
    last = located;
    if (end) throw new ExportFault("after-end", "Something stands after the end.", { line, file });
    if (content.kind === "end") {
      checkEnd(proven, content.end, located, report.events);
      end = located;
    } else if (content.kind === "event") {
      takeEvent(proven, content.event, line, report);
      options.onProgress?.(report.events);
    } else {
      throw new ExportFault("wrong-shape", "Such a line does not belong here.", { line, file });
    }
  }
  if (end === null) {
    const sequence = header.complete ? proven.walk.sequence + 1 : null;
    const { line, file } = last;
    throw new ExportFault("cut-off", "The export is cut off: its last line is missing.", {
      sequence,
      line,
      file,
    });
  }
  if (header.complete) checkRoot(proven);
  const context = { ...proven, keysFrom: proven.keys.from };
  report.kept = proven.kept.map((kept) => compareKept(kept, context));
}
