import type { KeyObject } from "node:crypto";
import { type ChainWalk, walkEvent } from "./chain-walk";
import type { Checkpoint } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import type { ExportReport } from "./export-report";
import { compareKept, SeenStates } from "./kept-checkpoint";
import type { LocatedLine } from "./located-line";
import { appendLeaf, emptyFrontier, leafHash } from "./merkle-tree";
import { openCheckpoint } from "./open-checkpoint";
import { keyFingerprint } from "./public-key";
import type { VerifyOptions } from "./verify-options";

/** The kept checkpoints. A plain export names its chain only in its first event. */
function openKept(chain: string | null, options: VerifyOptions, key: KeyObject): Checkpoint[] {
  return (options.kept ?? []).map((note) =>
    openCheckpoint(note, chain ?? "", key, "The checkpoint that was kept", null),
  );
}

/** A checkpoint over more events than an unbroken file holds: its end is missing, or it is older. */
function checkTail(kept: Checkpoint[], sequence: number): void {
  const longer = kept.find((checkpoint) => checkpoint.size > sequence);
  if (!longer) return;
  const message = `The checkpoint of ${longer.time} counts ${longer.size} events, and this file ends with event ${sequence}: the rest was cut off, or the file is older.`;
  throw new ExportFault("cut-off", message, { sequence: sequence + 1 });
}

/**
 * Verifies an export that is only a list of events. Fills in the report.
 * @throws ExportFault naming the first thing that is wrong
 */
export async function verifyPlain(
  first: LocatedLine,
  rest: AsyncIterable<LocatedLine>,
  options: VerifyOptions,
  report: ExportReport,
): Promise<void> {
  const walk: ChainWalk = { chain: null, sequence: 0, hash: null, gapless: false };
  const frontier = emptyFrontier();
  let kept: Checkpoint[] = [];
  let seen = new SeenStates([]);
  const take = ({ content, line, file }: LocatedLine) => {
    if (content.kind !== "event" || content.event.inclusion) {
      const message = "This line belongs to an export with proof, whose first line is missing.";
      throw new ExportFault("wrong-shape", message, { line, file });
    }
    const unbroken = frontier.size === walk.sequence;
    walkEvent(walk, content.event, line, report);
    if (report.events === 1 && options.publicKey) {
      report.key = { from: "given", fingerprint: keyFingerprint(options.publicKey) };
      kept = openKept(walk.chain, options, options.publicKey);
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
  report.kept = kept.map((one) => compareKept(one, { seen, checkpoint: null, consistentWith: null }));
}
