import type { ChainWalk } from "./chain-walk";
import { checkStart } from "./check-ends";
import type { Checkpoint } from "./checkpoint-text";
import { isConsistent } from "./consistency-proof";
import { ExportFault } from "./export-fault";
import type { ExportHeader } from "./export-format";
import type { ExportReport } from "./export-report";
import { SeenStates } from "./kept-checkpoint";
import { type BelievedKeys, believedKeys, keyFingerprint, signedWithOther, type VerifyOptions } from "./keys";
import type { TreeFrontier } from "./merkle-tree";
import { type EarlierCheckpoint, openCheckpoint, openEarlierCheckpoint } from "./open-checkpoint";
import { decodeHashes, type LocatedLine, toHex } from "./text-forms";

/** An export with proof during its verification. */
export interface Proven {
  header: ExportHeader;
  /** The first line as it is written. */
  headerText: string;
  headerLine: Pick<LocatedLine, "line" | "file">;
  keys: BelievedKeys;
  checkpoint: Checkpoint;
  consistentWith: Checkpoint | null;
  kept: EarlierCheckpoint[];
  seen: SeenStates;
  walk: ChainWalk;
  /** The tree over the events so far; unused in an export that isn't complete. */
  frontier: TreeFrontier;
}

/** The earlier checkpoint that the export proves to continue; null without one, or when no trusted key signed it. */
function checkConsistency(
  header: ExportHeader,
  checkpoint: Checkpoint,
  keys: BelievedKeys,
  line: number,
  report: ExportReport,
): Checkpoint | null {
  if (header.consistency === null) return null;
  const { checkpoint: note, path } = header.consistency;
  const what = "The earlier checkpoint in this export";
  const earlier = openEarlierCheckpoint(note, header.chain, keys.all, what, line);
  if (!earlier.believed) {
    report.verdict = "unproven";
    report.limits.push(`${what} ${signedWithOther(keys.from)}`);
    return null;
  }
  const { size, root, time } = earlier.checkpoint;
  if (isConsistent(size, root, checkpoint.size, checkpoint.root, decodeHashes(path)))
    return earlier.checkpoint;
  const message = `The proof that the chain continues its checkpoint of ${time} does not hold.`;
  throw new ExportFault("inconsistent", message, { line });
}

/**
 * Reads everything in the first line and the options, and reports it.
 *
 * @param first the first line, whose content `header` is
 * @throws ExportFault when a checkpoint, a key or the beginning is wrong
 */
export function openProven(
  first: LocatedLine,
  header: ExportHeader,
  options: VerifyOptions,
  report: ExportReport,
): Proven {
  const { line, file } = first;
  const { chain, start, complete } = header;
  Object.assign(report, { proof: "signed", chain, name: header.name, filter: header.filter, complete });
  report.removed = start.sequence;
  const keys = believedKeys(header, options.publicKeys, line);
  report.key = { from: keys.from, fingerprint: keyFingerprint(keys.own) };
  report.otherKeys = keys.all.filter((key) => !key.equals(keys.own)).map(keyFingerprint);
  const checkpoint = openCheckpoint(
    header.checkpoint,
    chain,
    keys.all,
    "The checkpoint of this export",
    line,
  );
  const { size, root, time } = checkpoint;
  report.checkpoint = { size, root: toHex(root), time };
  const kept = (options.kept ?? []).map((note) =>
    openEarlierCheckpoint(note, chain, keys.all, "The checkpoint that was kept", null),
  );
  const frontier = checkStart(header, checkpoint, keys, line, report);
  const seen = new SeenStates(kept);
  if (complete) seen.see(frontier, start.hash);
  return {
    header,
    headerText: first.text,
    headerLine: { line, file },
    keys,
    checkpoint,
    consistentWith: checkConsistency(header, checkpoint, keys, line, report),
    kept,
    seen,
    walk: { chain, sequence: start.sequence, hash: start.hash, gapless: complete },
    frontier,
  };
}
