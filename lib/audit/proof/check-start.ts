import { type BelievedKeys, signedWithOther } from "./believed-keys";
import { type Checkpoint, checkpointOrigin, readCheckpoint } from "./checkpoint-text";
import { decodeHash } from "./decode-bytes";
import { ExportFault } from "./export-fault";
import type { ExportHeader, ExportStart } from "./export-format";
import type { ExportReport } from "./export-report";
import { frontierRoot, isFrontier, type TreeFrontier } from "./merkle-tree";
import { readRetirementText, retirementOrigin } from "./retirement-text";
import { readNote } from "./signed-note";

/** Whether two texts, whoever signed them, say that exactly these events of this chain were removed. */
function saysSo(chain: string, start: ExportStart, frontier: TreeFrontier, covered: string, removed: string) {
  const checkpoint = readCheckpoint(covered);
  const statement = readRetirementText(removed);
  return (
    statement?.chain === chain &&
    statement.through === start.sequence &&
    checkpoint?.chain === chain &&
    checkpoint.size === start.sequence &&
    checkpoint.head === start.hash &&
    checkpoint.root.equals(frontierRoot(frontier))
  );
}

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
  const says = saysSo(chain, start, frontier, covered.text, removed.text);
  report.removalSigned = says && signers.every((signer) => signer === "believed");
  if (report.removalSigned) return;
  const message = `Events up to ${start.sequence} were removed without this portal's signature.`;
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
  const start = { size: sequence, nodes: frontier.flatMap((node) => decodeHash(node) ?? []) };
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
