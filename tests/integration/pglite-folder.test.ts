import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { closeDatabase } from "@/lib/db/client";
import { copyPgliteFolder } from "@/lib/db/copy-pglite";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { migrate } from "@/lib/db/migrate";
import { pgliteFolder, setPgliteFolderAside } from "@/lib/db/pglite-folder";
import { setEnvironment } from "@/lib/env";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { allRows, insertRows, migrateOld, noteMigration, openOldFolder } from "@/tests/support/old-folder";
import { openTestDatabase, type TestDatabase } from "@/tests/support/open-database";
import { openPortal, ROOT, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

/** How many of the migrations the database below has seen. */
const EARLY = 2;
const USER = `INSERT INTO "User" ("id", "email", "name") VALUES (gen_random_uuid(), 'old@example.com', 'Ö"l{d}\\')`;

/** A database of an early version with one user. PGlite takes seconds to make one, so every test has a copy of it. */
let early: string;
let dataDir: string;
let folder: string;
let target: TestDatabase;

beforeAll(async () => {
  early = await mkdtemp(join(tmpdir(), "sb-early-"));
  const old = await openOldFolder(early);
  await migrateOld(old, 0, EARLY);
  await old.exec(USER);
  await old.close();
});
afterAll(() => rm(early, { recursive: true, force: true }));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "sb-old-"));
  folder = join(dataDir, "pglite");
  await cp(early, folder, { recursive: true });
  target = await openTestDatabase("empty");
});
afterEach(async () => {
  await target.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Changes the old database, which nobody else has open. */
async function change(work: (old: PGlite) => Promise<unknown>): Promise<void> {
  const old = await openOldFolder(folder);
  await work(old);
  await old.close();
}

describe("the database of an earlier version", () => {
  let portal: TestPortal;
  let workspace: TestWorkspace;
  let rows: Map<string, string>;

  beforeAll(async () => {
    portal = await openPortal();
    workspace = await portal.addWorkspace({ name: `Ümläut "quoted" {braces} \\ and, commas` });
    const headers = { Authorization: "a header's value" };
    const webhooks = [{ name: "a", url: "https://example.com/a", headers }];
    const flow = await makeCallFlow(portal.owner, workspace, smallCallFlow("Old", { webhooks }));
    await patchFlow(portal.owner, flow, { prompt: "line\n\ttab 'quote' NULL {} \\x00 ☎" });
    await patchFlow(portal.owner, flow, { prompt: "stale" });
    rows = await allRows(portal.database.url);
  });
  afterAll(() => portal.close());

  it("is taken over row by row, its log is still proven, and goes on", async () => {
    await change(async (old) => {
      await old.exec(`DELETE FROM "User"`);
      await migrateOld(old, EARLY);
      await insertRows(old, rows);
    });
    await copyPgliteFolder(folder, target.url, ROOT);
    expect(await allRows(target.url)).toEqual(rows);
    await closeDatabase();
    setEnvironment({ DATABASE_URL: target.url });
    const before = await verifyChain(workspace.id);
    expect(before).toMatchObject({ ok: true, firstBad: null });
    expect(before.events).toBeGreaterThan(3);
    await portal.owner.call("PATCH", workspace.path, { body: { name: "New" } });
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true, events: before.events + 1 });
    await closeDatabase();
    setEnvironment({ DATABASE_URL: portal.database.url });
  });
});

it("a database with fewer migrations is copied as it is, and gets the others afterwards", async () => {
  await copyPgliteFolder(folder, target.url, ROOT);
  const applied = await migrate(target.url, ROOT);
  expect(applied.length).toBeGreaterThanOrEqual(6);
  expect((await allRows(target.url)).get("User")).toContain("old@example.com");
});

it("a database in which a start was killed before the first migration leaves an empty one", async () => {
  await change((old) => old.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  await copyPgliteFolder(folder, target.url, ROOT);
  expect(await allRows(target.url)).toEqual(new Map());
});

it("a database that can't be taken over is as it was, has its name, and no half of a new one stays", async () => {
  await change((old) => noteMigration(old, "99990101000000_of_a_newer_version"));
  const fill = (url: string) => copyPgliteFolder(folder, url, ROOT);
  await expect(openEmbeddedDatabase(dataDir, { fill })).rejects.toThrow("a newer version");
  expect((await readdir(dataDir)).sort()).toEqual(["pglite", "postgres.log"]);
  const database = await openEmbeddedDatabase(dataDir);
  expect(await allRows(database.url)).toEqual(new Map());
  await database.stop();
  await change(async (old) => {
    expect((await old.query(`SELECT "name" FROM "User"`)).rows).toEqual([{ name: `Ö"l{d}\\` }]);
  });
});

it("a database that was taken over is kept under another name, also when there is one of that name", async () => {
  expect(await setPgliteFolderAside(dataDir)).toBe(join(dataDir, "pglite.old"));
  await mkdir(folder);
  expect(await setPgliteFolderAside(dataDir)).toBe(join(dataDir, "pglite.old-2"));
  expect(existsSync(join(dataDir, "pglite.old", "PG_VERSION"))).toBe(true);
  expect(pgliteFolder(dataDir)).toBeNull();
});
