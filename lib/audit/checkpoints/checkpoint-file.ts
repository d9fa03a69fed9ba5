import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { readCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { unverifiedText } from "@/lib/audit/proof/signed-note";
import { env } from "@/lib/env";
import { errorCode } from "@/lib/problems/problem";

/**
 * A file in the data folder also keeps each chain's newest signed checkpoint. An attacker who has only the database's
 * password can't reach that file. So a log that was rewritten with its checkpoints, or emptied, does not fit the file.
 */
function checkpointPath(chain: string): string {
  return join(env().DATA_DIR, "audit-checkpoints", `${chain}.txt`);
}

/** The note that this replica keeps for a chain; null when there is none. */
export async function readCheckpointFile(chain: string): Promise<string | null> {
  try {
    return await readFile(checkpointPath(chain), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Writes to a chain's file are queued, so that two of them never overlap. */
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
 * Keeps a checkpoint, unless the file has a larger one. The file is replaced at once, so that a crash leaves one of the
 * two.
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
