import { spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { preparePrograms } from "./embedded-programs";
import {
  endLeftover,
  folderFor,
  type RunningServer,
  runningServerUrl,
  type ServerFiles,
  startServer,
} from "./embedded-server";

/** The folder of the database in a data folder. */
const FOLDER = "postgres";
/** A database that is being made has a name of this form until it is complete. */
const UNFINISHED = "postgres.new-";
const LOG = "postgres.log";
/** How long the next start waits for what is left of a killed server. */
const LET_GO_MS = 10_000;

export interface EmbeddedDatabase extends RunningServer {
  /** Whether the last server on this folder was not stopped, so that this one had to recover. */
  recovered: boolean;
}

interface Options {
  /** Settings of PostgreSQL, beside the usual ones. */
  settings?: Record<string, string>;
  /** Fills a new database before it counts as made. When it throws, nothing of the database stays. */
  fill?: (url: string) => Promise<void>;
}

/**
 * The connection string of the embedded database that runs on a data folder now.
 * @throws Error when none does
 */
export async function embeddedDatabaseUrl(dataDir: string): Promise<string> {
  return await runningServerUrl(join(dataDir, FOLDER));
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** Fills an empty folder with the files of an empty database. */
async function initialize(dataDir: string, folder: string): Promise<void> {
  const programs = await preparePrograms(folder);
  const { initdb, user, env, runFolder } = programs;
  if (user) await chown(folder, user.uid, user.gid);
  const { path, handle } = await folderFor(programs, folder);
  const logPath = join(dataDir, LOG);
  const log = await open(logPath, "w", 0o600);
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
  const child = spawn(initdb, ["-D", path, "-U", "postgres", "-A", "trust", ...locale], {
    ...user,
    cwd: "/",
    env,
    stdio: ["ignore", log.fd, log.fd, handle?.fd ?? "ignore"],
  });
  const code = await new Promise((settle) => child.once("exit", settle).once("error", settle));
  await handle?.close();
  await log.close();
  await rm(runFolder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`The embedded database could not be made; ${logPath} says why`);
}

/** The last processes of a killed server may keep its memory for a moment. */
async function startPatiently(files: ServerFiles, settings: Record<string, string>): Promise<RunningServer> {
  const deadline = Date.now() + LET_GO_MS;
  for (;;) {
    try {
      return await startServer(await preparePrograms(files.folder), files, settings);
    } catch (error) {
      if (!String(error).includes("shared memory block") || Date.now() > deadline) throw error;
      await pause(200);
    }
  }
}

/** Makes the database in a folder of its own, which gets its name when it is complete: a killed start leaves no half. */
async function makeDatabase(dataDir: string, fill: Options["fill"]): Promise<void> {
  const folder = await mkdtemp(join(dataDir, UNFINISHED));
  try {
    await initialize(dataDir, folder);
    if (fill) {
      const server = await startPatiently({ folder, logPath: join(dataDir, LOG) }, {});
      await fill(server.url).finally(server.stop);
    }
    await rename(folder, join(dataDir, FOLDER));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function removeUnfinished(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of names) await rm(join(dataDir, name), { recursive: true, force: true });
}

/**
 * Opens the embedded database of a data folder: a PostgreSQL server in processes of its own, on a Unix socket that only
 * this user may open. It ends when it is stopped, and when this process ends, however it ends.
 * Must be the only caller for this folder: a server that still runs there is taken for a leftover, and ended.
 *
 * @param dataDir made (mode 0700) when missing
 * @throws Error with one line for the operator
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  options: Options = {},
): Promise<EmbeddedDatabase> {
  const home = resolve(dataDir);
  const folder = join(home, FOLDER);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await chmod(home, 0o700);
  const recovered = await endLeftover(folder);
  await removeUnfinished(home);
  if (!(await exists(folder))) await makeDatabase(home, options.fill);
  const server = await startPatiently({ folder, logPath: join(home, LOG) }, options.settings ?? {});
  return { ...server, recovered };
}
