import { type ChildProcess, spawn } from "node:child_process";
import { type FileHandle, open, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type EmbeddedPrograms, isRunFolder, SOCKET_NAME } from "./embedded-programs";

/** How long a server may take to end after it was asked to, before it is ended at once; the next start recovers then. */
const STOP_SECONDS = 8;
const POLL_MS = 20;

/**
 * Keeps the server's life tied to its caller's. The standard input ends when the caller closes it or dies, however it
 * dies: then the server is stopped. A signal asks the server to stop when nobody uses it any more, as a service manager
 * does that sends one to every process at once: the caller notices, and ends in order.
 */
const KEEPER = `
trap 'kill -TERM $server 2>/dev/null' TERM INT HUP
folder=$1; shift
exec 4<&0
"$@" </dev/null 4<&- & server=$!
(
  trap 'kill -TERM $server; again=1' TERM INT HUP
  again=1
  while [ $again = 1 ]; do again=0; while read -r _; do :; done; done <&4
  kill -INT $server
  n=0; while [ $n -lt ${STOP_SECONDS * 10} ] && kill -0 $server; do sleep 0.1; n=$((n + 1)); done
  kill -QUIT $server
  rm -rf -- "$folder"
) 2>/dev/null & watcher=$!
exec 4<&-
while :; do wait $server; code=$?; kill -0 $server 2>/dev/null || break; done
kill -KILL $watcher 2>/dev/null
rm -rf -- "$folder"
exit $code`;

/** How a small machine is best used by one portal. Durability stays as PostgreSQL has it. */
const SETTINGS: Record<string, string> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  timezone: "UTC",
  log_timezone: "UTC",
  shared_buffers: "16MB",
  max_connections: "40",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "256MB",
  max_logical_replication_workers: "0",
  autovacuum_max_workers: "1",
  max_parallel_workers: "0",
  io_method: "sync",
  jit: "off",
  // Statements that fail are the portal's to report: with their text, values would get into the log.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
};

export interface RunningServer {
  url: string;
  /** Resolves when the server has ended, or was asked to by somebody else, with the reason in words. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}

/** Whether somebody serves on a Unix socket. */
function socketAnswers(path: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      settle(true);
    });
    socket.once("error", () => settle(false));
  });
}

/** The connection string of the server whose socket is in a folder. */
function urlOf(socketFolder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
}

interface PidFile {
  pid: number;
  socketFolder: string;
  status: string;
}

/** What a server writes about itself into its folder; null when there is none, or not all of it yet. */
async function readPidFile(folder: string): Promise<PidFile | null> {
  const lines = (await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!(pid > 1) || !lines[4]) return null;
  return { pid, socketFolder: lines[4], status: lines[7]?.trim() ?? "" };
}

/**
 * The connection string of the server that runs on a database folder now.
 * @throws Error when none does
 */
export async function runningServerUrl(folder: string): Promise<string> {
  const running = await readPidFile(folder);
  if (running?.status !== "ready") throw new Error(`no database server runs on ${folder}`);
  return urlOf(running.socketFolder);
}

/**
 * Ends a server that runs on the folder although its portal does not, and removes what it left. A folder with a random
 * name has its socket, so whoever answers there is that server, and the number in its file is its own.
 *
 * @returns whether there were traces of a server that was not stopped
 */
export async function endLeftover(folder: string): Promise<boolean> {
  const left = await readPidFile(folder);
  if (left && isRunFolder(left.socketFolder)) {
    const socket = join(left.socketFolder, SOCKET_NAME);
    const started = Date.now();
    const asked = new Set<string>();
    while (await socketAnswers(socket)) {
      const signal = Date.now() - started > STOP_SECONDS * 1000 ? "SIGQUIT" : "SIGINT";
      if (!asked.has(signal)) process.kill(left.pid, signal);
      asked.add(signal);
      await pause(POLL_MS);
    }
    await rm(left.socketFolder, { recursive: true, force: true });
  }
  // Its number may be another process's by now, and the server would refuse to start because of that.
  await rm(join(folder, "postmaster.pid"), { force: true });
  return left !== null;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((settle) => {
    child.once("exit", (code, signal) =>
      settle(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
    child.once("error", (error) => settle(error.message));
  });
}

/** The last line that says why the server can't go on. */
async function reasonIn(logPath: string): Promise<string | null> {
  const log = await readFile(logPath, "utf8").catch(() => "");
  return /.*(?:FATAL|PANIC): +(.*)/s.exec(log)?.[1]?.split("\n")[0] ?? null;
}

export interface ServerFiles {
  /** The folder of the database. */
  folder: string;
  /** Where the server writes its log; emptied first. */
  logPath: string;
}

/**
 * The folder as a program of another user can open it: below folders that are closed to that user, it gets there by a
 * descriptor only.
 */
export async function folderFor(
  programs: EmbeddedPrograms,
  folder: string,
): Promise<{ path: string; handle: FileHandle | null }> {
  if (!programs.user) return { path: folder, handle: null };
  return { path: "/proc/self/fd/3", handle: await open(folder, "r") };
}

async function launch(programs: EmbeddedPrograms, files: ServerFiles, settings: Record<string, string>) {
  const { path, handle } = await folderFor(programs, files.folder);
  const log = await open(files.logPath, "w", 0o600);
  const all = { ...SETTINGS, ...settings, unix_socket_directories: `"${programs.runFolder}"` };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const words = [programs.runFolder, programs.postgres, "-D", path, ...options];
  const child = spawn("/bin/sh", ["-c", KEEPER, "embedded-database", ...words], {
    ...programs.user,
    cwd: "/",
    env: programs.env,
    // A group of its own, so that Ctrl-C in a terminal doesn't reach it.
    detached: true,
    stdio: ["pipe", log.fd, log.fd, handle?.fd ?? "ignore"],
  });
  child.stdin?.on("error", () => {});
  const ended = endOf(child);
  await handle?.close();
  await log.close();
  return { child, ended };
}

/** A server that was asked to stop serves those who are connected, and refuses everybody else. */
const STOPPING_EVERY_MS = 1_000;

/** Resolves when somebody else has asked the server to stop. */
async function askedToStop(folder: string, isRunning: () => boolean): Promise<string> {
  while (isRunning()) {
    await pause(STOPPING_EVERY_MS, null, { ref: false });
    if ((await readPidFile(folder))?.status === "stopping") break;
  }
  return "was asked to stop";
}

/**
 * Starts a server on a database folder, in a process of its own, and waits until it accepts connections: after a crash,
 * until it has recovered.
 *
 * @param settings of PostgreSQL, beside the usual ones
 * @throws Error with the server's words when it can't start
 */
export async function startServer(
  programs: EmbeddedPrograms,
  files: ServerFiles,
  settings: Record<string, string>,
): Promise<RunningServer> {
  const { child, ended } = await launch(programs, files, settings);
  let running = true;
  void ended.then(() => {
    running = false;
  });
  while (running && (await readPidFile(files.folder))?.status !== "ready") await pause(POLL_MS);
  if (!running) {
    const reason = (await reasonIn(files.logPath)) ?? (await ended);
    throw new Error(`The embedded database could not start: ${reason} (more in ${files.logPath})`);
  }
  const stop = async () => {
    child.stdin?.destroy();
    await ended;
  };
  const left = Promise.race([ended, askedToStop(files.folder, () => running)]);
  return { url: urlOf(programs.runFolder), ended: left, stop };
}
