import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqlBetween } from "./schema-diff";

const MIGRATIONS = join("prisma", "migrations");
const SCHEMA = join("prisma", "schema.prisma");
/** The schema after all migrations: the next migration starts from it. */
const MIGRATED_SCHEMA = join(MIGRATIONS, "schema.prisma");

/**
 * `npm run db:migration -- name`: writes the SQL between the last migration and `prisma/schema.prisma` into a new
 * migration folder. Triggers and partial indexes, which the schema language can't say, are added by hand.
 *
 * @returns the new folder
 */
async function makeMigration(name: string): Promise<string> {
  const sql = await sqlBetween(await readFile(MIGRATED_SCHEMA, "utf8"), await readFile(SCHEMA, "utf8"));
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS, `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), sql);
  await copyFile(SCHEMA, MIGRATED_SCHEMA);
  return folder;
}

const name = process.argv[2];
if (name && /^[a-z0-9_]+$/.test(name)) {
  process.stdout.write(`${await makeMigration(name)}\n`);
} else {
  process.stderr.write("usage: npm run db:migration -- name_in_lower_case\n");
  process.exitCode = 1;
}
