import "server-only";
import { Problem } from "@/lib/problems/problem";
import type { AuditEventView } from "./event";
import { toHex } from "./proof/hash-text";

/** What a reader needs of a stored event: the payload says all, the rest is its place in the chain. */
export interface StoredEvent {
  sequence: number;
  payload: string;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

function contentOf({ sequence, payload }: StoredEvent): Omit<AuditEventView, "sequence" | "integrity"> {
  try {
    return JSON.parse(payload);
  } catch {
    const problem = `The log was tampered with: event ${sequence} is not readable any more`;
    throw new Problem("conflict", `${problem}. Verify the log to see more`);
  }
}

/**
 * A stored row as the API shows it: the payload, plus its place in the chain.
 * @throws Problem `conflict` when somebody replaced the payload by something else than JSON
 */
export function toEventView(row: StoredEvent): AuditEventView {
  return {
    ...contentOf(row),
    sequence: row.sequence,
    integrity: { previousHash: toHex(row.previousHash), hash: toHex(row.hash) },
  };
}
