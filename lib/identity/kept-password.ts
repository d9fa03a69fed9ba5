import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/**
 * The generated password of the first owner, kept in the data folder until somebody has signed in: a start that is killed
 * before it prints the password would have lost it for ever. The database has only its hash.
 */
const keptPassword = z.object({ email: z.string(), password: z.string().min(1) });
type KeptPassword = z.output<typeof keptPassword>;

const fileIn = (dataDir: string) => join(dataDir, "owner-password.json");

/** Returns the kept password; null for none, or for a file that is none. */
export async function readKeptPassword(dataDir: string): Promise<KeptPassword | null> {
  try {
    return keptPassword.safeParse(JSON.parse(await readFile(fileIn(dataDir), "utf8"))).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps a password in a file that only this user may read. */
export async function keepPassword(dataDir: string, kept: KeptPassword): Promise<void> {
  const file = fileIn(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export async function forgetPassword(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}
