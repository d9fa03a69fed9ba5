import "server-only";
import { inclusionPath, rootFromInclusion } from "@/lib/audit/proof/inclusion-proof";
import { leafHash } from "@/lib/audit/proof/merkle-tree";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import { makeCheckpoint } from "./make-checkpoint";
import { keyOfCheckpoint } from "./signed-tree";
import { storedTree } from "./stored-tree";

/** The proof that one event is part of the signed log; hashes in hexadecimal. */
export interface EventProof {
  sequence: number;
  hash: string;
  /** From the event's leaf up to the root (RFC 9162). */
  inclusion: string[];
  checkpoint: { size: number; root: string; time: string; keyId: string; note: string };
  /** SPKI, PEM. */
  publicKey: string;
  /**
   * Whether the path leads to the signed root. A log that was tampered with can't be signed, or its path leads
   * elsewhere.
   */
  holds: boolean;
}

/**
 * Proves that an event is part of the log that the portal signs now.
 * @returns null when the chain has no such event
 * @throws ChainBroken when the log isn't the continuation of its last checkpoint, or an event of it is missing
 */
export async function proveEvent(chain: string, sequence: number): Promise<EventProof | null> {
  const row = await database().auditEvent.findUnique({
    where: { chain_sequence: { chain, sequence } },
    select: { hash: true },
  });
  const checkpoint = row && (await makeCheckpoint(chain));
  if (!row || !checkpoint) return null;
  const key = await keyOfCheckpoint(chain, checkpoint);
  const path = await inclusionPath(sequence - 1, checkpoint.size, storedTree(chain));
  const root = rootFromInclusion(leafHash(row.hash), sequence - 1, checkpoint.size, path);
  return {
    sequence,
    hash: toHex(row.hash),
    inclusion: path.map(toHex),
    checkpoint: {
      size: checkpoint.size,
      root: toHex(checkpoint.root),
      time: checkpoint.time,
      keyId: key.id,
      note: checkpoint.note,
    },
    publicKey: key.pem,
    holds: root?.equals(checkpoint.root) ?? false,
  };
}
