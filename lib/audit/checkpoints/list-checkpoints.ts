import "server-only";
import { readCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { unverifiedText } from "@/lib/audit/proof/signed-note";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import { numberCursor } from "@/lib/db/values";

/** A signed checkpoint as the API shows it; hashes in hexadecimal. */
export interface CheckpointView {
  size: number;
  root: string;
  head: string;
  keyId: string;
  signedAt: string;
  /** The signed note itself. */
  note: string;
}

/** Returns a page of a chain's checkpoints, newest first. */
export async function listCheckpoints(
  chain: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: CheckpointView[]; nextCursor: string | null }> {
  const before = numberCursor(cursor);
  const rows = await database().auditCheckpoint.findMany({
    where: { chain, ...(before === null ? {} : { size: { lt: before } }) },
    orderBy: { size: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(({ size, rootHash, chainHash, keyId, createdAt, note }) => ({
    size,
    root: toHex(rootHash),
    head: toHex(chainHash),
    keyId,
    signedAt: readCheckpoint(unverifiedText(note) ?? "")?.time ?? createdAt.toISOString(),
    note,
  }));
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.size) : null };
}
