import { createHmac, randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "./refusal";

/** The secrets that `npm start` generates where no variable sets them; stored in the data folder, mode 0600. */
export interface GeneratedSecrets {
  portalSecret: string;
  keyring: string;
}

/** How long the database process of a killed start of an earlier version may take to end. */
const LET_GO_MS = 10_000;

/** How long a portal on the folder may take to stop, before the next start believes that it keeps running. */
const STOPPING_MS = 4_000;

function wordsOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM") return "this user may not read or write it";
  if (code === "ENOTDIR" || code === "EEXIST") return "it is not a folder";
  if (code === "EROFS") return "the disk is read-only";
  if (code === "ENOSPC") return "the disk is full";
  return error instanceof Error ? error.message : String(error);
}

/**
 * Makes the data folder (mode 0700) and makes sure that it can be written.
 * @returns its absolute path
 * @throws Refusal
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    const probe = join(path, ".probe");
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new Refusal(`DATA_DIR: ${path} can't be used: ${wordsOf(error)}`);
  }
  return path;
}

/**
 * Does something with sockets in a folder, named from within: the path of a socket may have about a hundred bytes, and a
 * data folder's may be longer.
 */
function within<Result>(folder: string, work: () => Result): Result {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(before);
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = within(dirname(path), () => connect(basename(path)));
    socket.once("connect", () => {
      socket.destroy();
      settle(true);
    });
    socket.once("error", () => settle(false));
  });
}

function listen(path: string): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((settle, refuse) => {
    server.once("error", refuse);
    within(dirname(path), () =>
      server.listen(basename(path), () => {
        server.unref();
        settle();
      }),
    );
  });
}

/** Links our own socket to the lock's name, if the name is free: `link` succeeds or fails in one step. */
async function takeName(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a dead lock. By renaming it, only one of several starts can succeed. If the lock is alive after all (another
 * start took over in between), it gets its name back.
 */
async function removeDeadLock(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.old`;
  await rename(path, aside).catch(() => {});
  if (await answers(aside)) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/**
 * Makes this process the only portal on the data folder for as long as it lives. The lock is a listening socket: the
 * kernel closes it when the process dies, however it dies, so a lock that doesn't answer is dead.
 *
 * @throws Refusal when another portal has it
 */
export async function lockDataFolder(dataDir: string): Promise<void> {
  const path = join(dataDir, "lock.sock");
  const own = join(dataDir, `lock.${process.pid}`);
  try {
    await rm(own, { force: true });
    await listen(own);
    const deadline = Date.now() + STOPPING_MS;
    while (Date.now() < deadline) {
      if (await takeName(own, path)) return;
      if (await answers(path)) await pause(200);
      else await removeDeadLock(path);
    }
  } catch (error) {
    throw new Refusal(`DATA_DIR: ${dataDir} can't be locked: ${wordsOf(error)}`);
  } finally {
    await rm(own, { force: true });
  }
  throw new Refusal(
    `Another Switchboard is running on ${dataDir}. Stop it first, or set DATA_DIR to another folder`,
  );
}

/**
 * Waits until the process that served an earlier version's database has closed it, which it may still do when its start was
 * killed.
 *
 * @param folder the folder of that database; its socket was beside it
 * @throws Refusal when it is still served
 */
export async function waitForOldServer(folder: string): Promise<void> {
  const socket = join(dirname(folder), ".s.PGSQL.5432");
  const deadline = Date.now() + LET_GO_MS;
  while (await answers(socket)) {
    if (Date.now() > deadline)
      throw new Refusal(
        `${folder} is still in use by a process of an earlier start. Stop that process first`,
      );
    await pause(100);
  }
  await rm(socket, { force: true });
}

/** The upstream keys of the two demo tenants. They are derived, so that not even a demo key is stored in clear. */
export function demoKeys({ portalSecret }: GeneratedSecrets): string[] {
  return ["demo tenant 1", "demo tenant 2"].map((name) => {
    const digest = createHmac("sha256", portalSecret).update(name).digest("hex");
    return `tk_${digest.slice(0, 32)}`;
  });
}

/** The generated secrets; made on the first call, the same ever after. */
export async function generatedSecrets(dataDir: string): Promise<GeneratedSecrets> {
  const path = join(dataDir, "secrets.json");
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A file that exists but can't be read or parsed must not be replaced: it has the only keys.
    if (code !== "ENOENT") throw new Refusal(`DATA_DIR: ${path} can't be read: ${wordsOf(error)}`);
  }
  const secrets: GeneratedSecrets = {
    portalSecret: randomBytes(32).toString("base64url"),
    keyring: `k1:${randomBytes(32).toString("base64")}`,
  };
  await writeFile(`${path}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return secrets;
}
