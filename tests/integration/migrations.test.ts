import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate, SCRIPT_LOCK } from "@/lib/db/migrate";
import { openTestDatabase, type TestDatabase } from "@/tests/support/open-database";
import { ROOT } from "@/tests/support/open-portal";

// The embedded database is one backend for all its clients, so nobody ever waits there for another's session lock;
// only the start script migrates it, once.
const onServer = it.runIf(process.env.INTEGRATION_DATABASE_URL);

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

describe("a migration", () => {
  let root: string;
  let other: TestDatabase;
  const write = async (name: string, script: string) => {
    await mkdir(join(root, "prisma", "migrations", name), { recursive: true });
    await writeFile(join(root, "prisma", "migrations", name, "migration.sql"), script);
  };
  const ask = async (query: string) => {
    const asking = new Client({ connectionString: other.url });
    await asking.connect();
    const { rows } = await asking.query(query);
    await asking.end();
    return rows;
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "migrations-"));
    other = await openTestDatabase();
    await write("1_first", `CREATE TABLE "One" ("id" int);`);
    await migrate(other.url, root);
  });
  afterEach(async () => {
    await other.close();
    await rm(root, { recursive: true });
  });

  it("that fails says which, and what the database says; nothing of it stays, and the next start tries it again", async () => {
    await write("2_second", `CREATE TABLE "Two" ("id" int); SELECT nothing_like_that();`);
    const words = "2_second: function nothing_like_that() does not exist";
    await expect(migrate(other.url, root)).rejects.toThrow(words);
    await expect(migrate(other.url, root)).rejects.toThrow(words);
    await write("2_second", `CREATE TABLE "Two" ("id" int); -- and no line after this`);
    expect(await migrate(other.url, root)).toEqual(["2_second"]);
    expect(await migrate(other.url, root)).toEqual([]);
  });

  it("says in its own transaction that it is finished, so that a kill right after it leaves none to run twice", async () => {
    await write(
      "2_second",
      `CREATE TABLE "Seen" AS SELECT txid_current() AS "script", NULL::bigint AS "finish";
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE "Seen" SET "finish" = txid_current() WHERE "finish" IS NULL; RETURN NULL; END $$;
       CREATE TRIGGER note AFTER UPDATE ON "_prisma_migrations" FOR EACH ROW
         WHEN (OLD."finished_at" IS NULL AND NEW."finished_at" IS NOT NULL) EXECUTE FUNCTION note();`,
    );
    expect(await migrate(other.url, root)).toEqual(["2_second"]);
    const [{ script, finish }] = await ask(`SELECT * FROM "Seen"`);
    expect(finish).toBe(script);
  });

  onServer("that still runs after its portal was killed is waited for", async () => {
    await write("2_second", `CREATE TABLE "Two" ();`);
    const orphan = new Client({ connectionString: other.url });
    await orphan.connect();
    await orphan.query(`BEGIN; SELECT pg_advisory_xact_lock(${SCRIPT_LOCK})`);
    const next = migrate(other.url, root);
    const waiting = `SELECT FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
    await expect.poll(async () => (await ask(waiting)).length, { timeout: 10_000 }).toBe(1);
    await orphan.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('x', 'x', '2_second', now());
       CREATE TABLE "Two" (); COMMIT`,
    );
    await orphan.end();
    expect(await next).toEqual([]);
  });
});

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
