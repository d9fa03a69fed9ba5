import type { Checkpoint } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import type { KeptComparison } from "./export-report";
import { type BelievedKeys, signedWithOther } from "./keys";
import { emptyRoot, frontierRoot, type TreeFrontier } from "./merkle-tree";
import type { EarlierCheckpoint } from "./open-checkpoint";

/** The state of a chain at some size, computed from the events themselves. */
interface SeenState {
  root: Buffer;
  head: string;
}

/**
 * Remembers the chain's state at the sizes that checkpoints name, while the events are read. Keeping the whole tree
 * would take too much memory.
 */
export class SeenStates {
  readonly #sizes: Set<number>;
  readonly #states = new Map<number, SeenState>();

  constructor(kept: EarlierCheckpoint[]) {
    this.#sizes = new Set(kept.map(({ checkpoint }) => checkpoint.size));
  }

  /** Call it before the first event and after each one, as long as none is missing. */
  see(frontier: TreeFrontier, head: string): void {
    if (this.#sizes.has(frontier.size)) {
      this.#states.set(frontier.size, { root: frontierRoot(frontier), head });
    }
  }

  at(size: number): SeenState | null {
    return this.#states.get(size) ?? null;
  }
}

/** Everything that a kept checkpoint can be compared with. */
interface KeptContext {
  seen: SeenStates;
  /** The checkpoint of the export; null when it has none. */
  checkpoint: Checkpoint | null;
  /** The earlier checkpoint that the export proves to continue, if there is one. */
  consistentWith: Checkpoint | null;
  /** Where the keys came from that could have signed it. */
  keysFrom: BelievedKeys["from"];
}

function disagree(kept: Checkpoint, how: string): never {
  const message = `The checkpoint of ${kept.time} over ${kept.size} events contradicts this export: ${how}`;
  throw new ExportFault("inconsistent", message);
}

/** @throws ExportFault when the export's own checkpoint is later although it has fewer events */
function judgeNewer(kept: Checkpoint, checkpoint: Checkpoint): Pick<KeptComparison, "result" | "reason"> {
  if (Date.parse(kept.time) <= Date.parse(checkpoint.time)) {
    disagree(kept, `later, at ${checkpoint.time}, the chain had only ${checkpoint.size} events.`);
  }
  return {
    result: "cannot be compared",
    reason: "It is newer than this export. Export again, and compare that.",
  };
}

/** Says why the checkpoint agrees or can't be compared; null when only a missing proof prevents it. */
function judge(kept: Checkpoint, context: KeptContext): Pick<KeptComparison, "result" | "reason"> | null {
  const { checkpoint, consistentWith } = context;
  const seen = context.seen.at(kept.size);
  if (seen) {
    const same = seen.root.equals(kept.root) && seen.head === kept.head;
    if (!same) disagree(kept, `the first ${kept.size} events are not the ones that it was signed over.`);
    return {
      result: "agrees",
      reason: `The first ${kept.size} events are the ones that it was signed over.`,
    };
  }
  if (kept.size === 0 && kept.root.equals(emptyRoot())) {
    return { result: "agrees", reason: "The chain was empty then." };
  }
  const same = [checkpoint, consistentWith].find((other) => other?.size === kept.size);
  if (same) {
    const equal = same.root.equals(kept.root) && same.head === kept.head;
    if (!equal) disagree(kept, "another checkpoint over as many events is signed, with another root.");
    return {
      result: "agrees",
      reason:
        same === checkpoint ? "It is this export's checkpoint." : "The export proves that it continues it.",
    };
  }
  return checkpoint && kept.size > checkpoint.size ? judgeNewer(kept, checkpoint) : null;
}

/**
 * Compares a checkpoint that was kept elsewhere with an export.
 * @throws ExportFault when both cannot be true
 */
export function compareKept(
  { checkpoint, believed }: EarlierCheckpoint,
  context: KeptContext,
): KeptComparison {
  const { size, time } = checkpoint;
  if (!believed) {
    return { size, time, result: "cannot be compared", reason: `It ${signedWithOther(context.keysFrom)}` };
  }
  const judged = judge(checkpoint, context);
  if (judged) return { size, time, ...judged };
  const reason =
    "The export holds neither all events up to it, nor a proof that it continues it. Ask for an export with a proof of consistency with this checkpoint.";
  return { size, time, result: "cannot be compared", reason };
}
