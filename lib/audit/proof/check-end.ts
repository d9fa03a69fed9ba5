import canonicalize from "canonicalize";
import { eventsFromTo } from "./chain-walk";
import { ExportFault } from "./export-fault";
import type { ExportEnd } from "./export-format";
import type { LocatedLine } from "./located-line";
import { frontierRoot } from "./merkle-tree";
import type { Proven } from "./open-proven";
import { readNote } from "./signed-note";
import { headerDigest, readStatement, statementOrigin } from "./statement-text";

/**
 * What the signed statement at the end says must be what was read.
 *
 * @param place where the end stands
 * @param counted how many events were read
 * @throws ExportFault naming what differs
 */
export function checkEnd(proven: Proven, end: ExportEnd, place: LocatedLine, counted: number): void {
  const { header, checkpoint, walk } = proven;
  const { line, file } = place;
  if (header.complete && walk.sequence < checkpoint.size) {
    const missing = eventsFromTo(walk.sequence + 1, checkpoint.size);
    const message = `The end is cut off: ${missing} of the checkpoint's ${checkpoint.size} are missing.`;
    throw new ExportFault("cut-off", message, { sequence: walk.sequence + 1, line, file });
  }
  const { text, signer } = readNote(end.statement, statementOrigin(header.chain), proven.keys.all);
  if (signer !== "believed") {
    const message =
      "The statement at the end is not signed with this key for this chain, or was changed afterwards.";
    throw new ExportFault("not-signed", message, { line, file });
  }
  const statement = readStatement(text);
  if (statement?.size !== checkpoint.size) {
    const message = "The statement at the end was signed for an export with another checkpoint.";
    throw new ExportFault("statement-differs", message, { line, file });
  }
  if (
    statement.header !== headerDigest(proven.headerText) ||
    statement.filter !== canonicalize(header.filter)
  ) {
    const message = "The first line was changed after the export was signed, or belongs to another export.";
    throw new ExportFault("statement-differs", message, proven.headerLine);
  }
  if (statement.events !== end.events || statement.events !== counted) {
    const message = `${statement.events} events were signed for, and ${counted} are here.`;
    throw new ExportFault("count-differs", message, { line, file });
  }
}

/**
 * Root and last hash, worked out from the events of a complete export, must be the signed ones.
 * @throws ExportFault when they aren't
 */
export function checkRoot(proven: Proven): void {
  const { checkpoint, frontier, walk } = proven;
  if (frontierRoot(frontier).equals(checkpoint.root) && walk.hash === checkpoint.head) return;
  const message =
    "The events hang together, but they are not the ones that the checkpoint was signed over: their root is another.";
  throw new ExportFault("root-differs", message);
}
