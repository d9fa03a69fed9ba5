import "server-only";
import type { AuditEvent } from "@/lib/db/generated/client";
import type { AuditEventView } from "./event";

/** Lower-case hexadecimal of a hash column. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** A stored row as the API shows it: the payload, plus its place in the chain. */
export function toEventView(
  row: Pick<AuditEvent, "payload" | "sequence" | "previousHash" | "hash">,
): AuditEventView {
  return {
    ...JSON.parse(row.payload),
    sequence: row.sequence,
    integrity: { previousHash: toHex(row.previousHash), hash: toHex(row.hash) },
  };
}
