import "server-only";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";

/**
 * The newest signed checkpoint of each chain is also kept in a file of the data folder, out of reach for whoever has the
 * database's password only: a log that was rewritten together with its checkpoints, or emptied, does not fit it.
 */
function witnessPath(chain: string): string {
  return join(env().DATA_DIR, "audit-checkpoints", `${chain}.txt`);
}

/** The note that this replica keeps for a chain; null when it has none. */
export async function readWitness(chain: string): Promise<string | null> {
  try {
    return await readFile(witnessPath(chain), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Keeps a note. It takes the old one's place at once or not at all, so that a crash leaves one of the two. */
export async function writeWitness(chain: string, note: string): Promise<void> {
  const path = witnessPath(chain);
  await mkdir(join(env().DATA_DIR, "audit-checkpoints"), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, note, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
