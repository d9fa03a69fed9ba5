import { createHmac, randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "./refusal";

/** What `npm start` makes up by itself where no variable says otherwise; kept in the data folder, mode 0600. */
export interface GeneratedSecrets {
  portalSecret: string;
  keyring: string;
}

/** An address nobody answers on any more: how long a stopping process may still take to let go. */
const LET_GO_MS = 10_000;

/** How long a portal that holds the folder may take to stop, before the next start takes it for one that stays. */
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

function answers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(path);
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
    server.listen(path, () => {
      server.unref();
      settle();
    });
  });
}

/** Gives our own socket the lock's name, if nobody has it: `link` makes it or fails, in one step. */
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
 * Takes a dead lock out of the way. Renaming lets only one of several starts have it; if it turns out to be alive after
 * all (someone else took over in between), it gets its name back.
 */
async function removeDeadLock(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.old`;
  await rename(path, aside).catch(() => {});
  if (await answers(aside)) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/**
 * Makes this process the only portal on the data folder for as long as it lives. The lock is a listening socket: the
 * kernel gives it up when the process dies, however it dies, so a lock that doesn't answer is a dead one.
 *
 * @throws Refusal when another portal holds it
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
 * Waits until nobody serves on a socket any more: after a killed start, its database process may still be closing.
 * @throws Refusal when it goes on answering
 */
export async function waitForSocketToFall(path: string): Promise<void> {
  const deadline = Date.now() + LET_GO_MS;
  while (await answers(path)) {
    if (Date.now() > deadline) {
      throw new Refusal(
        `The database of an earlier start is still running (${path}). Stop that process first`,
      );
    }
    await pause(100);
  }
  await rm(path, { force: true });
}

/** The upstream keys of the two demo tenants. Derived, so that no upstream key lies about in clear, not even a demo one. */
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
    // A file that is there but can't be read or understood must not be replaced: it holds the only keys.
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
