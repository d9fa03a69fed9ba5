import "server-only";
import type { AuditEventView } from "./event";

/** What a reader needs of a stored event: the payload says all, the rest is its place in the chain. */
export interface StoredEvent {
  sequence: number;
  payload: string;
  previousHash: Uint8Array;
  hash: Uint8Array;
}

/** Lower-case hexadecimal of a hash column. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** A stored row as the API shows it: the payload, plus its place in the chain. */
export function toEventView(row: StoredEvent): AuditEventView {
  return {
    ...JSON.parse(row.payload),
    sequence: row.sequence,
    integrity: { previousHash: toHex(row.previousHash), hash: toHex(row.hash) },
  };
}
