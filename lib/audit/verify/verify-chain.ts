import "server-only";
import { chainHead } from "@/lib/audit/chain";
import { UNSIGNED_TOO_LONG_MS } from "@/lib/audit/checkpoints/due-checkpoints";
import type { SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { readRetirement } from "@/lib/audit/checkpoints/read-retirement";
import type { ActedBy } from "@/lib/audit/event";
import {
  appendLeaf,
  emptyFrontier,
  frontierRoot,
  leafHash,
  type TreeFrontier,
} from "@/lib/audit/proof/merkle-tree";
import { toHex } from "@/lib/audit/proof/text-forms";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { type ChainAnchors, type ChainFault, chainAnchors } from "./chain-anchors";
import { rowProblem, rowsAfter, settledAt } from "./log-rows";
import { tileCheck } from "./tile-check";

/** The result of a verification. */
export interface ChainReport {
  /** The number of checked events. */
  events: number;
  ok: boolean;
  firstBad: ChainFault | null;
  head: { sequence: number; hash: string } | null;
  /** The newest checkpoint that the events were compared with. */
  checkpoint: { size: number; root: string; time: string; keyId: string } | null;
  /** The number of events after the checkpoint: they follow from each other, but no signature covers them yet. */
  unsigned: number;
  /** The number of oldest events that retention removed. */
  retired: number;
}

/** The position of a walk along the chain. */
interface Walk {
  sequence: number;
  hash: Buffer;
  signed: SignedCheckpoint | null;
  /** When the first event that no checkpoint covers was recorded, in milliseconds. */
  unsignedSince: number | null;
}

/** The caller's means to watch a verification, and to cancel it. */
export interface Watch {
  /** Called now and then with the number of checked events, and of all events. */
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

/**
 * Recomputes a whole chain from its first event: every hash, every column, the tree and its stored nodes. Compares it
 * with all signed checkpoints, those that retention left, and the head (a cut tail).
 *
 * @param chain a workspace's id, or "portal"
 * @throws the signal's reason when the verification is cancelled
 */
export async function verifyChain(chain: string, watch: Watch = {}): Promise<ChainReport> {
  for (;;) {
    const report = await verifyOnce(chain, watch);
    // Retention may have removed events, or moved the beginning, while they were read. Then the verification starts
    // again.
    const retired = (await readRetirement(chain))?.sequence ?? 0;
    if (retired === report.retired) return report;
  }
}

/** Verifies a chain, and records the result. */
export async function verifyAndRecord(
  { chain, workspaceId, requester }: { chain: string; workspaceId: string | null; requester: ActedBy },
  watch?: Watch,
): Promise<ChainReport> {
  const report = await verifyChain(chain, watch);
  await recordEvent(database(), {
    workspaceId,
    ...requester,
    action: "audit.verify",
    outcome: report.ok ? "succeeded" : "failed",
    target: { type: "audit_log", id: chain, name: null },
    detail: { events: report.events, firstBad: report.firstBad?.sequence ?? null },
  });
  return report;
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
  const report = (done: number) => watch.onProgress?.(done - start, head - start);
  const fault =
    (anchors.wholeLog ? anchors.fault : null) ??
    (await faultBeforeStart(chain, start)) ??
    (await walkChain(chain, walk, anchors, {
      onProgress: report,
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

/** Finds a row where no event can be: in the range that retention removed, or before the first event. */
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

/** Returns a check that compares a walk, event by event, with the checkpoints over exactly so many events. */
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

/** The tree of the removed events, to which the walk appends. */
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
 * Compares the chain's end with the recorded head and with the last checkpoint. The head is read after the events: an
 * event that arrived meanwhile is no fault.
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
  // A last event that was rewritten together with its hash follows from the one before. Only the head shows the
  // forgery.
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
