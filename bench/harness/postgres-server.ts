import { execFile, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chown } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { temporaryDataDir } from "@/tests/support/start-portal";

const run = promisify(execFile);
const STARTING_MS = 20_000;

/** A PostgreSQL server to measure on. */
export interface PostgresServer {
  /** Its version, such as "15.14". */
  version: string;
  /** The first of its processes; null for a server that somebody else started. */
  pid: number | null;
  url: (database: string) => string;
  stop: () => Promise<void>;
}

/** The folder of the newest server's programs, where Debian puts them. */
function programs(): string {
  const base = "/usr/lib/postgresql";
  const [newest] = existsSync(base)
    ? readdirSync(base).sort((one, other) => Number(other) - Number(one))
    : [];
  if (!newest) throw new Error("No PostgreSQL server here: set BENCH_DATABASE_URL");
  return join(base, newest, "bin");
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const id = async (which: string) => Number((await run("id", [which, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

async function versionOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return rows[0]?.server_version.split(" ")[0] ?? "unknown";
}

async function whenReady(url: string): Promise<string> {
  const deadline = Date.now() + STARTING_MS;
  for (;;) {
    try {
      return await versionOf(url);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

/**
 * Starts a throw-away server with the settings of a fresh installation, so that every commit waits for the disk. It
 * counts statements where the extension for that is installed, and ends with this process however that ends.
 * @throws Error where no server is installed
 */
async function startServer(): Promise<PostgresServer> {
  const bin = programs();
  const user = await unprivileged();
  const folder = await temporaryDataDir();
  const home = folder.path;
  if (user.uid !== undefined && user.gid !== undefined) await chown(home, user.uid, user.gid);
  const data = join(home, "data");
  const asUser = {
    ...user,
    cwd: home,
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  };
  await run(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], asUser);
  const { stdout } = await run(join(bin, "pg_config"), ["--pkglibdir"], asUser);
  const counts = existsSync(join(stdout.trim(), "pg_stat_statements.so"));
  const settings = [
    ...["listen_addresses=", `unix_socket_directories=${home}`],
    ...(counts ? ["shared_preload_libraries=pg_stat_statements"] : []),
  ].flatMap((setting) => ["-c", setting]);
  // The shell waits for the end of its input, which comes with our own end. Then it asks the server for a fast stop.
  const server = spawn(
    "sh",
    [
      "-c",
      '"$@" & pid=$!; echo $pid; read -r _; kill -INT $pid; wait $pid; rm -rf "$0"',
      home,
      join(bin, "postgres"),
      "-D",
      data,
      ...settings,
    ],
    { ...asUser, stdio: ["pipe", "pipe", "ignore"], detached: true },
  );
  const ended = new Promise<void>((settle) => server.once("exit", () => settle()));
  const pid = await new Promise<number>((settle) =>
    server.stdout.once("data", (chunk: Buffer) => settle(Number(chunk.toString()))),
  );
  const url = (database: string) =>
    `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(home)}`;
  return {
    version: await whenReady(url("postgres")),
    pid,
    url,
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}

/** The server that BENCH_DATABASE_URL names, else a throw-away one. */
export async function postgresServer(): Promise<PostgresServer> {
  const named = process.env.BENCH_DATABASE_URL;
  if (!named) return await startServer();
  const url = (database: string) => {
    const address = new URL(named);
    address.pathname = `/${database}`;
    return address.href;
  };
  return { version: await versionOf(named), pid: null, url, stop: async () => {} };
}
