import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { openTestDatabase, type TestDatabase } from "@/tests/support/open-database";
import { ROOT } from "@/tests/support/open-portal";

let database: TestDatabase;
let client: Client;
const folder = join(ROOT, "prisma", "migrations");

beforeAll(async () => {
  database = await openTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

async function migrations(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

async function columns(): Promise<unknown[]> {
  const { rows } = await client.query(
    `SELECT table_name, column_name, data_type, column_default FROM information_schema.columns
     WHERE table_schema = 'public' ORDER BY 1, 2`,
  );
  return rows;
}

it("migrations are applied once, and again changes nothing", async () => {
  expect(await migrate(database.url, ROOT)).toEqual(await migrations());
  const before = await columns();
  expect(before.length).toBeGreaterThan(80);
  expect(await migrate(database.url, ROOT)).toEqual([]);
  expect(await columns()).toEqual(before);
});

it("one that fails says which, and what the database says; nothing of it stays, and the next start tries it again", async () => {
  const root = await mkdtemp(join(tmpdir(), "migrations-"));
  const other = await openTestDatabase();
  const write = async (name: string, script: string) => {
    await mkdir(join(root, "prisma", "migrations", name), { recursive: true });
    await writeFile(join(root, "prisma", "migrations", name, "migration.sql"), script);
  };
  await write("1_first", `CREATE TABLE "One" ("id" int);`);
  await write("2_second", `CREATE TABLE "Two" ("id" int); SELECT nothing_like_that();`);
  try {
    await expect(migrate(other.url, root)).rejects.toThrow(
      "2_second: function nothing_like_that() does not exist",
    );
    await expect(migrate(other.url, root)).rejects.toThrow("2_second: function nothing_like_that()");
    await write("2_second", `CREATE TABLE "Two" ("id" int);`);
    expect(await migrate(other.url, root)).toEqual(["2_second"]);
    expect(await migrate(other.url, root)).toEqual([]);
  } finally {
    await other.close();
    await rm(root, { recursive: true });
  }
});

// The embedded database is one backend for all its clients, so nobody ever waits there for another's session lock;
// only the start script migrates it, once.
const onServer = it.runIf(process.env.INTEGRATION_DATABASE_URL);

onServer("replicas that migrate at once don't get into each other's way", async () => {
  const other = await openTestDatabase();
  try {
    const applied = await Promise.all([migrate(other.url, ROOT), migrate(other.url, ROOT)]);
    expect(applied.flat().sort()).toEqual(await migrations());
  } finally {
    await other.close();
  }
});

it("the newest migration was made from the present schema", async () => {
  const newest = (await migrations()).at(-1) ?? "";
  const schema = await readFile(join(ROOT, "prisma", "schema.prisma"), "utf8");
  expect(await readFile(join(folder, newest, "schema.prisma"), "utf8")).toBe(schema);
});

it("one flow has at most one pending change, whoever asks", async () => {
  const { rows } = await client.query(`SELECT indexdef FROM pg_indexes WHERE tablename = 'Change'`);
  const definitions = rows.map(({ indexdef }) => indexdef).join("\n");
  expect(definitions).toMatch(/UNIQUE.*"flowUpstreamId".*WHERE.*pending/);
});
