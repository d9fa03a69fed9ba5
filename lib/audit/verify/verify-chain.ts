import "server-only";
import { chainHead } from "@/lib/audit/chain";
import { UNSIGNED_TOO_LONG_MS } from "@/lib/audit/checkpoints/due-checkpoints";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import {
  appendLeaf,
  emptyFrontier,
  frontierRoot,
  leafHash,
  type TreeFrontier,
} from "@/lib/audit/proof/merkle-tree";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import { type ChainAnchors, type ChainFault, chainAnchors } from "./chain-anchors";
import { rowProblem, rowsAfter, settledAt } from "./chain-row";
import { tileCheck } from "./tile-check";

/** What a verification found. */
export interface ChainReport {
  /** How many events were checked. */
  events: number;
  ok: boolean;
  firstBad: ChainFault | null;
  head: { sequence: number; hash: string } | null;
  /** The newest checkpoint that the events were compared with. */
  checkpoint: { size: number; root: string; time: string; keyId: string } | null;
  /** How many events came after it: they hang together, but no signature covers them yet. */
  unsigned: number;
  /** How many of the oldest events retention removed. */
  retired: number;
}

/** Where a walk along the chain has come to. */
interface Walk {
  sequence: number;
  hash: Buffer;
  signed: SignedCheckpoint | null;
  /** When the first event that no checkpoint covers was recorded, in milliseconds. */
  unsignedSince: number | null;
}

/** How a verification is watched, and given up. */
export interface Watch {
  /** Told now and then how many of how many events are done. */
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

/**
 * Re-derives a whole chain from its first event: every hash, every column, the tree and its stored nodes, all signed
 * checkpoints, those that retention left, and the head (a cut tail).
 *
 * @param chain a workspace's id, or "portal"
 * @throws the signal's reason when the verification is given up
 */
export async function verifyChain(chain: string, watch: Watch = {}): Promise<ChainReport> {
  for (;;) {
    const report = await verifyOnce(chain, watch);
    // Retention may have removed events, or moved the beginning, while they were read: then it is begun anew.
    const retired = (await readRetirement(chain))?.sequence ?? 0;
    if (retired === report.retired) return report;
  }
}

async function verifyOnce(chain: string, watch: Watch): Promise<ChainReport> {
  const anchors = await chainAnchors(chain);
  const head = await chainHead(chain);
  const { retired } = anchors;
  const start = retired?.sequence ?? 0;
  const walk: Walk = {
    sequence: start,
    hash: retired?.hash ?? Buffer.alloc(0),
    signed: null,
    unsignedSince: null,
  };
  const tell = (done: number) => watch.onProgress?.(done - start, head - start);
  const fault =
    (anchors.wholeLog ? anchors.fault : null) ??
    (await faultBeforeStart(chain, start)) ??
    (await walkChain(chain, walk, anchors, {
      onProgress: tell,
      ...(watch.signal ? { signal: watch.signal } : {}),
    })) ??
    anchors.fault ??
    (await faultAtEnd(chain, walk, anchors));
  return {
    events: walk.sequence - start,
    ok: fault === null,
    firstBad: fault,
    head: walk.sequence > start ? { sequence: walk.sequence, hash: toHex(walk.hash) } : null,
    checkpoint: walk.signed && {
      size: walk.signed.size,
      root: toHex(walk.signed.root),
      time: walk.signed.time,
      keyId: walk.signed.keyId,
    },
    unsigned: walk.sequence - Math.max(walk.signed?.size ?? 0, start),
    retired: start,
  };
}

/** A row where no event can be: put into the range that retention removed, or before the first event. */
export async function faultBeforeStart(chain: string, start: number): Promise<ChainFault | null> {
  const row = await database().auditEvent.findFirst({
    where: { chain, sequence: { lte: start } },
    orderBy: { sequence: "asc" },
    select: { sequence: true },
  });
  if (!row) return null;
  return {
    sequence: row.sequence,
    problem: `it was put in afterwards: the log begins with event ${start + 1}`,
  };
}

/** Compares a walk, event by event, with the checkpoints that were signed over exactly so many events. */
function signedCheck(checkpoints: SignedCheckpoint[]) {
  let next = 0;
  return (walk: Walk, tree: TreeFrontier): ChainFault | null => {
    for (let signed = checkpoints[next]; signed?.size === walk.sequence; signed = checkpoints[next]) {
      const same = signed.head === toHex(walk.hash) && signed.root.equals(frontierRoot(tree));
      if (!same) return notAsSigned(walk, signed);
      walk.signed = signed;
      walk.unsignedSince = null;
      next += 1;
    }
    return null;
  };
}

/** The tree that the walk goes on with, to be appended to. */
function treeAfter(retired: ChainAnchors["retired"]): TreeFrontier {
  if (!retired) return emptyFrontier();
  return { size: retired.frontier.size, nodes: [...retired.frontier.nodes] };
}

async function walkChain(
  chain: string,
  walk: Walk,
  { retired, checkpoints }: ChainAnchors,
  { onProgress, signal }: { onProgress: (sequence: number) => void; signal?: AbortSignal },
): Promise<ChainFault | null> {
  const tree = treeAfter(retired);
  const tiles = tileCheck(chain, walk.sequence, checkpoints.at(-1)?.size ?? 0);
  const contradiction = signedCheck(checkpoints);
  for (;;) {
    signal?.throwIfAborted();
    const rows = await rowsAfter(chain, walk.sequence);
    for (const row of rows) {
      const problem = rowProblem(row, walk.sequence + 1, walk.hash);
      if (problem) return { sequence: row.sequence, problem };
      const leaf = leafHash(row.hash);
      appendLeaf(tree, leaf);
      walk.sequence = row.sequence;
      walk.hash = Buffer.from(row.hash);
      walk.unsignedSince ??= settledAt(row);
      const contradicted = contradiction(walk, tree);
      if (contradicted) return contradicted;
      const wrong = await tiles.takeLeaf(row.sequence - 1, leaf);
      if (wrong) return { sequence: row.sequence, problem: wrong };
    }
    onProgress(walk.sequence);
    if (rows.length === 0) return null;
  }
}

function notAsSigned(walk: Walk, signed: SignedCheckpoint): ChainFault {
  const first = (walk.signed?.size ?? 0) + 1;
  const which = first === signed.size ? `event ${first}` : `an event from ${first} to ${signed.size}`;
  return { sequence: first, problem: `${which} is not what was signed at ${signed.time}` };
}

/**
 * Compares the chain's end with the recorded head and with what was signed. The head is read after the events: one that
 * arrived meanwhile is ahead of us, and no fault.
 */
async function faultAtEnd(
  chain: string,
  walk: Walk,
  { checkpoints }: ChainAnchors,
): Promise<ChainFault | null> {
  const { sequence, hash } = walk;
  const head = await database().auditChain.findUnique({ where: { chain } });
  if ((head?.sequence ?? 0) < sequence) {
    return { sequence, problem: `the chain's head is event ${head?.sequence ?? 0}; this one is behind it` };
  }
  // A last event that was rewritten together with its hash follows from the one before; only the head tells.
  if (head?.sequence === sequence && !hash.equals(head.hash)) {
    return { sequence, problem: "it is not the event that the chain's head names" };
  }
  const promised = Math.max(checkpoints.at(-1)?.size ?? 0, head?.sequence ?? 0);
  const after = await database().auditEvent.count({ where: { chain, sequence: { gt: sequence } } });
  if (promised > sequence && after === 0) {
    const whose = promised === head?.sequence ? "the chain's head is" : "the newest checkpoint covers";
    return {
      sequence: sequence + 1,
      problem: `${whose} event ${promised}; events after ${sequence} are missing`,
    };
  }
  if (walk.unsignedSince && Date.now() - walk.unsignedSince > UNSIGNED_TOO_LONG_MS) {
    const problem = "it should have been signed within the hour and was not, or its checkpoint was removed";
    return { sequence: (walk.signed?.size ?? 0) + 1, problem };
  }
  return null;
}
