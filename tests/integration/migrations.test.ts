import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MIGRATION_LOCK, migrate } from "@/lib/db/migrate";
import { openTestDatabase, type TestDatabase } from "@/tests/support/open-database";
import { ROOT } from "@/tests/support/open-portal";

let database: TestDatabase;
let client: Client;
const folder = join(ROOT, "prisma", "migrations");

beforeAll(async () => {
  database = await openTestDatabase("empty");
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

it("names and checksums are noted as Prisma's engine noted them", async () => {
  await migrate(database.url, ROOT);
  const { rows } = await client.query(
    `SELECT "migration_name", "checksum", "applied_steps_count" FROM "_prisma_migrations" ORDER BY "started_at" LIMIT 1`,
  );
  expect(rows).toEqual([
    {
      migration_name: "20261122034842_init",
      checksum: "4d40b5ca394c0fe22819694447d70707d1f17085cef2cb2702776c38b54d6639",
      applied_steps_count: 1,
    },
  ]);
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
    other = await openTestDatabase("empty");
    await write("1_first", `CREATE TABLE "One" ("id" int);`);
    await migrate(other.url, root);
  });
  afterEach(async () => {
    await other.close();
    await rm(root, { recursive: true });
  });

  it("that fails is named with the database's error; nothing of it stays, and the next start attempts it again", async () => {
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

  /** A migration as Prisma's engine leaves it after a failure, or after its portal was killed. */
  const leaveHalfDone = (name: string) =>
    ask(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name") VALUES ('${name}', 'x', '${name}')`,
    );

  it("that an earlier version began and did not end is given up, and applied anew", async () => {
    await write("2_second", `CREATE TABLE "Two" ();`);
    await leaveHalfDone("1_first");
    await leaveHalfDone("2_second");
    expect(await migrate(other.url, root)).toEqual(["2_second"]);
    const marks = await ask(
      `SELECT "migration_name" AS "name", "finished_at" IS NOT NULL AS "finished", "rolled_back_at" IS NOT NULL AS "given_up"
       FROM "_prisma_migrations" ORDER BY "started_at", "finished_at" NULLS FIRST`,
    );
    expect(marks).toEqual([
      { name: "1_first", finished: true, given_up: false },
      { name: "1_first", finished: false, given_up: true },
      { name: "2_second", finished: false, given_up: true },
      { name: "2_second", finished: true, given_up: false },
    ]);
  });

  it("of a newer version lets an older one start when it ended, and stops it when it did not", async () => {
    await ask(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at") VALUES ('9', 'x', '9_newer', now())`,
    );
    expect(await migrate(other.url, root)).toEqual([]);
    await leaveHalfDone("10_newest");
    await expect(migrate(other.url, root)).rejects.toThrow(/^10_newest: .*this version does not know it/);
  });

  it("never runs in a database that holds another program's tables", async () => {
    await ask(`DROP TABLE "_prisma_migrations"`);
    await expect(migrate(other.url, root)).rejects.toThrow("give the portal an empty database");
    await ask(`DROP TABLE "One"`);
    expect(await migrate(other.url, root)).toEqual(["1_first"]);
  });

  it("that still runs after its portal was killed is waited for", async () => {
    await write("2_second", `CREATE TABLE "Two" ();`);
    const orphan = new Client({ connectionString: other.url });
    await orphan.connect();
    await orphan.query(`BEGIN; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
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

it("replicas that migrate at once don't get into each other's way", async () => {
  const other = await openTestDatabase("empty");
  try {
    const applied = await Promise.all([migrate(other.url, ROOT), migrate(other.url, ROOT)]);
    expect(applied.flat().sort()).toEqual(await migrations());
  } finally {
    await other.close();
  }
});

it("the newest migration was made from the present schema", async () => {
  const schema = await readFile(join(ROOT, "prisma", "schema.prisma"), "utf8");
  expect(await readFile(join(folder, "schema.prisma"), "utf8")).toBe(schema);
});

it("one flow has at most one pending change, from all callers together", async () => {
  const { rows } = await client.query(`SELECT indexdef FROM pg_indexes WHERE tablename = 'Change'`);
  const definitions = rows.map(({ indexdef }) => indexdef).join("\n");
  expect(definitions).toMatch(/UNIQUE.*"flowUpstreamId".*WHERE.*pending/);
});
