import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";

/**
 * The data folder's database in versions that ran PGlite: PostgreSQL too, but 32-bit, so the server can't use it. How it is
 * copied is in a file of its own, since the start process imports this one and must stay small.
 */
const FOLDER = "pglite";

/** The path of the database that an earlier version left in a data folder; null when there is none. */
export function pgliteFolder(dataDir: string): string | null {
  const path = join(dataDir, FOLDER);
  return existsSync(path) ? path : null;
}

/**
 * Gives the old database another name, so that no start takes it over again.
 * @returns its new path
 */
export async function setPgliteFolderAside(dataDir: string): Promise<string> {
  const base = join(dataDir, `${FOLDER}.old`);
  let aside = base;
  for (let number = 2; existsSync(aside); number++) aside = `${base}-${number}`;
  await rename(join(dataDir, FOLDER), aside);
  return aside;
}
