import "server-only";
import { readCheckpointFile } from "@/lib/audit/checkpoints/checkpoint-file";
import { retirementProblem } from "@/lib/audit/checkpoints/proven-retirement";
import { openSignedCheckpoint, type SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { listRetirements, type Retirement } from "@/lib/audit/checkpoints/read-retirement";
import { type SigningKey, signingKeysOrNull } from "@/lib/audit/checkpoints/signing-key";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import type { AuditCheckpoint } from "@/lib/db/generated/client";

/** A fault of the log, and the first event that it concerns. */
export interface ChainFault {
  sequence: number;
  problem: string;
}

/** Everything signed that a chain is compared with. */
export interface ChainAnchors {
  /** The row for the removed events; null when none were. */
  retired: Retirement | null;
  /** The checkpoints beyond the removed events by size, each at least as large as the one before. */
  checkpoints: SignedCheckpoint[];
  fault: ChainFault | null;
  /** Whether that fault concerns everything signed: then the events need not even be read. */
  wholeLog: boolean;
}

const NOT_SIGNED = "its checkpoint was not signed by this portal";
const KEY_CLOSED =
  "a signing key can't be opened: it was altered, or the keyring is not the one it was sealed with";

/** The row's own time decides when the next checkpoint is due. The database's clock may have stamped it. */
const STAMPED_WITHIN_MS = 5 * 60_000;

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

/** A row has the same facts twice: in columns, and in the signed note. */
function agrees(row: AuditCheckpoint, signed: SignedCheckpoint): boolean {
  return (
    signed.size === row.size &&
    signed.keyId === row.keyId &&
    sameBytes(signed.root, row.rootHash) &&
    signed.head === toHex(row.chainHash) &&
    Math.abs(Date.parse(signed.time) - row.createdAt.getTime()) <= STAMPED_WITHIN_MS
  );
}

/** Records a fault of the whole log, unless another fault was found before. */
function blameAll(anchors: ChainAnchors, problem: string): void {
  if (anchors.fault) return;
  anchors.fault = { sequence: 1, problem };
  anchors.wholeLog = true;
}

/** Returns the fault in the rows for removed events; null when they follow each other and all are signed. */
function removalProblem(
  chain: string,
  removals: readonly Retirement[],
  keys: readonly SigningKey[],
): string | null {
  let before = 0;
  for (const removal of removals) {
    if (removal.first !== before + 1) return `the removal of events after ${before} is not on record`;
    const problem = retirementProblem(chain, removal, keys);
    if (problem) return problem;
    before = removal.sequence;
  }
  return null;
}

/** Collects the signed facts about a chain, and checks the signatures themselves. */
export async function chainAnchors(chain: string): Promise<ChainAnchors> {
  const removals = await listRetirements(chain);
  const retired = removals.at(-1) ?? null;
  const rows = await database().auditCheckpoint.findMany({
    where: { chain, size: { gt: retired?.sequence ?? 0 } },
    orderBy: { size: "asc" },
  });
  const fromFile = await readCheckpointFile(chain);
  // The keys are read after the notes, so that a key made meanwhile is among them.
  const keys = await signingKeysOrNull();
  const anchors: ChainAnchors = { retired, checkpoints: [], fault: null, wholeLog: false };
  if (!keys) {
    blameAll(anchors, KEY_CLOSED);
    return anchors;
  }
  const problem = removalProblem(chain, removals, keys);
  if (problem) blameAll(anchors, problem);
  for (const row of rows) {
    const signed = openSignedCheckpoint(chain, row.note, keys);
    if (signed && agrees(row, signed)) anchors.checkpoints.push(signed);
    else anchors.fault ??= { sequence: row.size, problem: NOT_SIGNED };
  }
  const kept = fromFile ? openSignedCheckpoint(chain, fromFile, keys) : null;
  if (fromFile && !kept) {
    blameAll(anchors, "the checkpoint in the data folder was not signed by a key of this log");
  }
  if (kept && kept.size > (retired?.sequence ?? 0)) {
    anchors.checkpoints.push(kept);
    anchors.checkpoints.sort((a, b) => a.size - b.size);
  }
  return anchors;
}
