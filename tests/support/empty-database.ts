import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** The path of the files of an empty database, as PGlite takes them. */
    emptyDatabase: string;
  }
}

/**
 * Makes the files of an empty database: PostgreSQL's own preparation of them takes seconds, and every test file needs
 * a database. Vitest runs this once, before all test files.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "sb-"));
  const database = await PGlite.create("memory://");
  const files = await database.dumpDataDir("none");
  await database.close();
  const path = join(folder, "empty.tar");
  await writeFile(path, Buffer.from(await files.arrayBuffer()));
  project.provide("emptyDatabase", path);
  return () => rm(folder, { recursive: true, force: true });
}
