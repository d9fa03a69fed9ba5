import { errorCode } from "@/lib/problems/problem";
import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { readCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { unverifiedText } from "@/lib/audit/proof/signed-note";
import { env } from "@/lib/env";

/**
 * The newest signed checkpoint of each chain is also kept in a file of the data folder, out of reach for whoever has the
 * database's password only: a log that was rewritten together with its checkpoints, or emptied, does not fit it.
 */
function checkpointPath(chain: string): string {
  return join(env().DATA_DIR, "audit-checkpoints", `${chain}.txt`);
}

/** The note that this replica keeps for a chain; null when it has none. */
export async function readCheckpointFile(chain: string): Promise<string | null> {
  try {
    return await readFile(checkpointPath(chain), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** One writer of a chain's file after the other. */
const writing = new Map<string, Promise<void>>();

async function replaceCheckpointFile(
  chain: string,
  { note, size }: { note: string; size: number },
): Promise<void> {
  const kept = await readCheckpointFile(chain);
  const known = kept === null ? null : readCheckpoint(unverifiedText(kept) ?? "");
  if (known && known.size >= size) return;
  const path = checkpointPath(chain);
  await mkdir(join(env().DATA_DIR, "audit-checkpoints"), { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomUUID()}`;
  const file = await open(fresh, "w", 0o600);
  try {
    await file.writeFile(note);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}

/**
 * Keeps a checkpoint, unless a larger one is kept already. It takes the old one's place at once or not at all, so that a
 * crash leaves one of the two.
 */
export async function writeCheckpointFile(
  chain: string,
  checkpoint: { note: string; size: number },
): Promise<void> {
  const before = writing.get(chain) ?? Promise.resolve();
  const mine = before.catch(() => {}).then(() => replaceCheckpointFile(chain, checkpoint));
  writing.set(chain, mine);
  await mine;
}
