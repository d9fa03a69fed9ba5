import canonicalize from "canonicalize";
import { eventsFromTo } from "./chain-walk";
import { type Checkpoint, checkpointOrigin } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import type { ExportEnd, ExportHeader } from "./export-format";
import type { ExportReport } from "./export-report";
import { type BelievedKeys, signedWithOther } from "./keys";
import { frontierRoot, isFrontier, type TreeFrontier } from "./merkle-tree";
import type { Proven } from "./open-proven";
import { retirementHolds, retirementOrigin } from "./retirement";
import { readNote } from "./signed-note";
import { headerDigest, readStatement, statementOrigin } from "./statement-text";
import { decodeHashes, type LocatedLine } from "./text-forms";

/**
 * Hashes alone don't distinguish retention from theft: an attacker with the database can compute them for any removed
 * beginning. Only the portal can sign, so two notes must prove the removal: the removed events, and that it was a
 * removal.
 */
function checkRemoval(
  { chain, start }: ExportHeader,
  frontier: TreeFrontier,
  keys: BelievedKeys,
  line: number,
  report: ExportReport,
): void {
  const covered = readNote(start.checkpoint, checkpointOrigin(chain), keys.all);
  const removed = readNote(start.statement, retirementOrigin(chain), keys.all);
  const signers = [covered.signer, removed.signer];
  const { sequence, hash } = start;
  const confirmed = retirementHolds({ chain, sequence, hash, frontier }, covered.text, removed.text);
  report.removalSigned = confirmed && signers.every((signer) => signer === "believed");
  if (report.removalSigned) return;
  const message = `Events up to ${sequence} were removed without this portal's signature.`;
  if (!confirmed || signers.includes("nobody"))
    throw new ExportFault("removal-not-signed", message, { line });
  // Without a key from elsewhere, a replaced key and a stranger's key can't be distinguished. The report says so, and
  // accuses nobody.
  if (keys.from === "export") return;
  const hint = `A note about it ${signedWithOther(keys.from)}`;
  throw new ExportFault("removal-not-signed", `${message} ${hint}`, { line });
}

/**
 * Checks the tree over the events that retention removed before the first one left. The portal must have signed it. A
 * removal that could not be judged is mentioned in the report.
 *
 * @throws ExportFault when it is impossible, or was not signed
 */
export function checkStart(
  header: ExportHeader,
  checkpoint: Checkpoint,
  keys: BelievedKeys,
  line: number,
  report: ExportReport,
): TreeFrontier {
  const { sequence, hash, frontier, checkpoint: covered, statement } = header.start;
  const start = { size: sequence, nodes: decodeHashes(frontier) };
  const anySigned = covered !== "" || statement !== "";
  const possible =
    isFrontier(start) &&
    sequence <= checkpoint.size &&
    (hash === "") === (sequence === 0) &&
    !(sequence === 0 && anySigned);
  if (!possible) {
    throw new ExportFault("wrong-shape", "The first line's statement about removed events is impossible.", {
      line,
    });
  }
  if (sequence > 0) checkRemoval(header, start, keys, line, report);
  return start;
}

/**
 * Compares the signed statement at the end with the events that were read.
 *
 * @param place the place of the end
 * @param counted the number of events read
 * @throws ExportFault naming the difference
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
 * Compares root and last hash, computed from the events of a complete export, with the signed ones.
 * @throws ExportFault when they differ
 */
export function checkRoot(proven: Proven): void {
  const { checkpoint, frontier, walk } = proven;
  if (frontierRoot(frontier).equals(checkpoint.root) && walk.hash === checkpoint.head) return;
  const message =
    "The events hang together, but they are not the ones that the checkpoint was signed over: their root is another.";
  throw new ExportFault("root-differs", message);
}
