import canonicalize from "canonicalize";
import { type BelievedKeys, believedKeys, signedWithOther } from "./believed-keys";
import { type ChainWalk, eventsFromTo, walkEvent } from "./chain-walk";
import { checkStart } from "./check-start";
import type { Checkpoint } from "./checkpoint-text";
import { isConsistent } from "./consistency-proof";
import { ExportFault } from "./export-fault";
import type { ExportEnd, ExportedEvent, ExportHeader } from "./export-format";
import type { ExportReport } from "./export-report";
import { decodeHashes, toHex } from "./hash-text";
import { rootFromInclusion } from "./inclusion-proof";
import { compareKept, SeenStates } from "./kept-checkpoint";
import type { LocatedLine } from "./located-line";
import { appendLeaf, frontierRoot, leafHash, type TreeFrontier } from "./merkle-tree";
import { type EarlierCheckpoint, openCheckpoint, openEarlierCheckpoint } from "./open-checkpoint";
import { keyFingerprint } from "./public-key";
import { readNote } from "./signed-note";
import { headerDigest, readStatement, statementOrigin } from "./statement-text";
import type { VerifyOptions } from "./verify-options";

/** What is being verified, and how far it has come. */
interface Proven {
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
  /** The tree over the events so far; left alone in an export that isn't complete. */
  frontier: TreeFrontier;
}

/** The earlier checkpoint that the export proves to continue; null without one, or when no believed key signed it. */
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

/** Everything that the first line and the options tell. */
function open(
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

/** One event, and its place in the checkpoint's tree. */
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

/** What the signed statement at the end says must be what was read. */
function checkEnd(proven: Proven, end: ExportEnd, place: LocatedLine, counted: number): void {
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

/** Root and last hash, worked out from the events, must be the signed ones. */
function checkRoot(proven: Proven): void {
  const { checkpoint, frontier, walk } = proven;
  if (frontierRoot(frontier).equals(checkpoint.root) && walk.hash === checkpoint.head) return;
  const message =
    "The events hang together, but they are not the ones that the checkpoint was signed over: their root is another.";
  throw new ExportFault("root-differs", message);
}

/**
 * Verifies an export that brings its proof, from its first line on. Fills in the report.
 * @throws ExportFault naming the first thing that is wrong
 */
export async function verifyProven(
  first: LocatedLine,
  header: ExportHeader,
  rest: AsyncIterable<LocatedLine>,
  options: VerifyOptions,
  report: ExportReport,
): Promise<void> {
  const proven = open(first, header, options, report);
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
