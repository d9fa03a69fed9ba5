import "server-only";
import { openCheckpoint, type SignedCheckpoint } from "@/lib/audit/checkpoints/read-checkpoints";
import { listSigningKeys, type SigningKey } from "@/lib/audit/checkpoints/signing-key";
import { readWitness } from "@/lib/audit/checkpoints/witness-file";
import { frontierRoot, isFrontier } from "@/lib/audit/proof/merkle-tree";
import { readRetirementText, retirementOrigin } from "@/lib/audit/proof/retirement-text";
import { openNote } from "@/lib/audit/proof/signed-note";
import { type Retirement, readRetirement } from "@/lib/audit/retention/read-retirement";
import { database } from "@/lib/db/client";
import type { AuditCheckpoint } from "@/lib/db/generated/client";

/** Something wrong with the log, and the first event that it is wrong with. */
export interface ChainFault {
  sequence: number;
  problem: string;
}

/** Everything signed that a chain is compared with. */
export interface ChainAnchors {
  /** What stands for removed events; null when none were. */
  retired: Retirement | null;
  /** The checkpoints beyond the removed events by size, each at least as large as the one before. */
  checkpoints: SignedCheckpoint[];
  fault: ChainFault | null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b);
}

/** A row says the same thing twice: in columns, and in the note that was signed. */
function agrees(row: AuditCheckpoint, signed: SignedCheckpoint): boolean {
  return (
    signed.size === row.size &&
    signed.keyId === row.keyId &&
    sameBytes(signed.root, row.rootHash) &&
    signed.head === Buffer.from(row.chainHash).toString("hex")
  );
}

function retirementFault(chain: string, retired: Retirement, keys: readonly SigningKey[]): ChainFault | null {
  const { sequence, frontier } = retired;
  const signed = openCheckpoint(chain, retired.checkpoint, keys);
  const told = keys
    .map(({ publicKey }) => openNote(retired.statement, retirementOrigin(chain), publicKey))
    .find((text) => text !== null);
  const statement = told ? readRetirementText(told) : null;
  const holds =
    statement?.chain === chain &&
    statement.through === sequence &&
    signed?.size === sequence &&
    signed.head === retired.hash.toString("hex") &&
    isFrontier(frontier) &&
    frontierRoot(frontier).equals(signed.root);
  if (holds) return null;
  return { sequence: 1, problem: `events up to ${sequence} were removed without this portal's signature` };
}

/** The signing keys, or null when one can't be opened: then nothing signed can be believed. */
async function keysOrNull(): Promise<SigningKey[] | null> {
  try {
    return await listSigningKeys();
  } catch {
    return null;
  }
}

/** Collects what was signed about a chain, and checks the signatures themselves. */
export async function chainAnchors(chain: string): Promise<ChainAnchors> {
  const keys = await keysOrNull();
  const retired = await readRetirement(chain);
  const anchors: ChainAnchors = { retired, checkpoints: [], fault: null };
  if (!keys) {
    const problem =
      "a signing key can't be opened: it was altered, or the keyring is not the one it was sealed with";
    return { ...anchors, fault: { sequence: 1, problem } };
  }
  if (retired) anchors.fault = retirementFault(chain, retired, keys);
  const rows = await database().auditCheckpoint.findMany({
    where: { chain, size: { gt: retired?.sequence ?? 0 } },
    orderBy: { size: "asc" },
  });
  for (const row of rows) {
    const signed = openCheckpoint(chain, row.note, keys);
    if (signed && agrees(row, signed)) anchors.checkpoints.push(signed);
    else anchors.fault ??= { sequence: row.size, problem: "its checkpoint was not signed by this portal" };
  }
  const witness = await readWitness(chain);
  const kept = witness ? openCheckpoint(chain, witness, keys) : null;
  if (witness && !kept) {
    anchors.fault ??= {
      sequence: 1,
      problem: "the checkpoint in the data folder was not signed by a key of this log",
    };
  }
  if (kept && kept.size > (retired?.sequence ?? 0)) {
    anchors.checkpoints.push(kept);
    anchors.checkpoints.sort((a, b) => a.size - b.size);
  }
  return anchors;
}
