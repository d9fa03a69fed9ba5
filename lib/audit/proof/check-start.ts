import { type BelievedKeys, signedWithOther } from "./believed-keys";
import { type Checkpoint, checkpointOrigin } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import type { ExportHeader } from "./export-format";
import type { ExportReport } from "./export-report";
import { decodeHashes } from "./hash-text";
import { isFrontier, type TreeFrontier } from "./merkle-tree";
import { retirementHolds } from "./retirement-holds";
import { retirementOrigin } from "./retirement-text";
import { readNote } from "./signed-note";

/**
 * Hashes alone don't tell a removal from a theft: whoever can write the database can work them out for any beginning that
 * he takes away. Only the portal can sign, so the removal rests on two notes, of what was removed and that it was.
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
  const says = retirementHolds({ chain, sequence, hash, frontier }, covered.text, removed.text);
  report.removalSigned = says && signers.every((signer) => signer === "believed");
  if (report.removalSigned) return;
  const message = `Events up to ${sequence} were removed without this portal's signature.`;
  if (!says || signers.includes("nobody")) throw new ExportFault("removal-not-signed", message, { line });
  // Without a key from elsewhere a replaced key and somebody else's look the same: the report says so, and accuses nobody.
  if (keys.from === "export") return;
  const hint = `A note about it ${signedWithOther(keys.from)}`;
  throw new ExportFault("removal-not-signed", `${message} ${hint}`, { line });
}

/**
 * What stands before the first event that is left: the tree over those that retention removed, which the portal must have
 * signed for. A removal that could not be judged is told in the report.
 *
 * @throws ExportFault when it cannot be, or was not signed
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
    throw new ExportFault("wrong-shape", "What the first line tells about removed events cannot be.", {
      line,
    });
  }
  if (sequence > 0) checkRemoval(header, start, keys, line, report);
  return start;
}
