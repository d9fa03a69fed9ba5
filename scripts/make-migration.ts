import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { openSchemaEngine } from "@/lib/db/schema-engine";

const migrationsDir = join("prisma", "migrations");

/** Each migration keeps a copy of the schema that it leads to, so that the next one knows where it starts from. */
async function schemaOfLastMigration(): Promise<string | null> {
  const names = await readdir(migrationsDir).catch((): string[] => []);
  const last = names.sort().at(-1);
  return last ? await readFile(join(migrationsDir, last, "schema.prisma"), "utf8") : null;
}

async function sqlBetween(from: string | null, to: string): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "sb-"));
  const database = await openEmbeddedDatabase(dataDir, "memory");
  try {
    const { engine, close } = await openSchemaEngine(database.url, [["schema.prisma", to]]);
    const { stdout } = await engine.diff({
      from: from
        ? { tag: "schemaDatamodel", files: [{ path: "from.prisma", content: from }] }
        : { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: to }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    await close();
    return stdout ?? "";
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * `npm run db:migration -- name`: writes the SQL between the last migration and `prisma/schema.prisma` into a new
 * migration folder. Triggers and partial indexes, which the schema language can't say, are added by hand.
 */
async function makeMigration(name: string): Promise<string> {
  const schemaPath = join("prisma", "schema.prisma");
  const sql = await sqlBetween(await schemaOfLastMigration(), await readFile(schemaPath, "utf8"));
  const stamp = new Date().toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const folder = join(migrationsDir, `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "migration.sql"), sql);
  await copyFile(schemaPath, join(folder, "schema.prisma"));
  return folder;
}

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write("usage: npm run db:migration -- name_in_lower_case\n");
  process.exit(1);
}
process.stdout.write(`${await makeMigration(name)}\n`);
process.exit(0);
