import "server-only";
import type { AuditEventView } from "./event";
import { toHex } from "./proof/hash-text";

/** What a reader needs of a stored event: the payload says all, the rest is its place in the chain. */
export interface StoredEvent {
  sequence: number;
  payload: string;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

/** A stored row as the API shows it: the payload, plus its place in the chain. */
export function toEventView(row: StoredEvent): AuditEventView {
  return {
    ...JSON.parse(row.payload),
    sequence: row.sequence,
    integrity: { previousHash: toHex(row.previousHash), hash: toHex(row.hash) },
  };
}
