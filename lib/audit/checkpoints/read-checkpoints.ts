import "server-only";
import { type Checkpoint, checkpointOrigin, readCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { openNote } from "@/lib/audit/proof/signed-note";
import { database } from "@/lib/db/client";
import type { AuditCheckpoint } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";

import { listSigningKeys, type SigningKey } from "./signing-key";

/** The log is not the continuation of its signed checkpoints. Nothing more is signed until an owner has checked it. */
export class ChainBroken extends Problem {
  constructor(chain: string, what: string) {
    super("conflict", `The audit log of ${chain} was tampered with: ${what}. Verify it to see where`);
    this.name = "ChainBroken";
  }
}

/** A checkpoint as it was signed, with its note. */
export interface SignedCheckpoint extends Checkpoint {
  note: string;
  keyId: string;
}

/**
 * Reads a signed note as a checkpoint of a chain.
 * @returns null when none of the keys signed it, or it is about another chain
 */
export function openSignedCheckpoint(
  chain: string,
  note: string,
  keys: readonly SigningKey[],
): SignedCheckpoint | null {
  for (const { id, publicKey } of keys) {
    const text = openNote(note, checkpointOrigin(chain), publicKey);
    const checkpoint = text === null ? null : readCheckpoint(text);
    if (checkpoint?.chain === chain) return { ...checkpoint, note, keyId: id };
  }
  return null;
}

/**
 * Opens a stored checkpoint.
 * @throws ChainBroken when this portal did not sign it, or signed it for another size
 */
export async function openStoredCheckpoint(
  chain: string,
  { size, note }: Pick<AuditCheckpoint, "size" | "note">,
): Promise<SignedCheckpoint> {
  const signed = openSignedCheckpoint(chain, note, await listSigningKeys());
  if (signed?.size === size) return signed;
  throw new ChainBroken(chain, `the checkpoint of event ${size} was not signed by this portal`);
}

/** The newest stored checkpoint of a chain, unchecked; null when there is none. */
export async function newestCheckpointRow(chain: string): Promise<AuditCheckpoint | null> {
  return await database().auditCheckpoint.findFirst({ where: { chain }, orderBy: { size: "desc" } });
}

/** The stored checkpoint of exactly this size, unchecked; null when there is none. */
export async function checkpointRow(chain: string, size: number): Promise<AuditCheckpoint | null> {
  return await database().auditCheckpoint.findUnique({ where: { chain_size: { chain, size } } });
}
