import type { KeyObject } from "node:crypto";
import { type ChainWalk, walkEvent } from "./chain-walk";
import { ExportFault } from "./export-fault";
import type { ExportReport } from "./export-report";
import { compareKept, SeenStates } from "./kept-checkpoint";
import { keyFingerprint, type VerifyOptions } from "./keys";
import { appendLeaf, emptyFrontier, leafHash } from "./merkle-tree";
import { type EarlierCheckpoint, openEarlierCheckpoint } from "./open-checkpoint";
import type { LocatedLine } from "./text-forms";

/** Opens the kept checkpoints. A plain export names its chain only in its first event. */
function openKept(
  chain: string | null,
  options: VerifyOptions,
  keys: readonly KeyObject[],
): EarlierCheckpoint[] {
  return (options.kept ?? []).map((note) =>
    openEarlierCheckpoint(note, chain ?? "", keys, "The checkpoint that was kept", null),
  );
}

/** Finds a checkpoint over more events than an unbroken file has: the file's end is missing, or the file is older. */
function checkTail(kept: EarlierCheckpoint[], sequence: number): void {
  const longer = kept.find(({ checkpoint, believed }) => believed && checkpoint.size > sequence)?.checkpoint;
  if (!longer) return;
  const message = `The checkpoint of ${longer.time} counts ${longer.size} events, and this file ends with event ${sequence}: the rest was cut off, or the file is older.`;
  throw new ExportFault("cut-off", message, { sequence: sequence + 1 });
}

/**
 * Verifies an export that is only a list of events. Fills in the report.
 * @throws ExportFault naming the first fault
 */
export async function verifyPlain(
  first: LocatedLine,
  rest: AsyncIterable<LocatedLine>,
  options: VerifyOptions,
  report: ExportReport,
): Promise<void> {
  const walk: ChainWalk = { chain: null, sequence: 0, hash: null, gapless: false };
  const frontier = emptyFrontier();
  const [key, ...others] = options.publicKeys ?? [];
  let kept: EarlierCheckpoint[] = [];
  let seen = new SeenStates([]);
  const take = ({ content, line, file }: LocatedLine) => {
    if (content.kind !== "event" || content.event.inclusion) {
      const message = "This line belongs to an export with proof, whose first line is missing.";
      throw new ExportFault("wrong-shape", message, { line, file });
    }
    const unbroken = frontier.size === walk.sequence;
    walkEvent(walk, content.event, line, report);
    if (report.events === 1 && key) {
      report.key = { from: "given", fingerprint: keyFingerprint(key) };
      report.otherKeys = others.map(keyFingerprint);
      kept = openKept(walk.chain, options, [key, ...others]);
      seen = new SeenStates(kept);
    }
    if (unbroken && walk.sequence === frontier.size + 1) {
      appendLeaf(frontier, leafHash(Buffer.from(content.event.hash, "hex")));
      seen.see(frontier, content.event.hash);
    }
    options.onProgress?.(report.events);
  };
  take(first);
  for await (const located of rest) take(located);
  report.chain = walk.chain;
  if (frontier.size === walk.sequence) checkTail(kept, walk.sequence);
  const context = { seen, checkpoint: null, consistentWith: null, keysFrom: "given" } as const;
  report.kept = kept.map((one) => compareKept(one, context));
}
