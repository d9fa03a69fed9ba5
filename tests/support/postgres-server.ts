import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { processTree } from "./process-tree";

const run = promisify(execFile);
const INSTALLED = "/usr/lib/postgresql";

/** Returns the folder of the newest PostgreSQL programs that this system has; null without any. */
function programs(): string | null {
  if (!existsSync(INSTALLED)) return null;
  const [newest] = readdirSync(INSTALLED).sort((one, other) => Number(other) - Number(one));
  return newest ? join(INSTALLED, newest, "bin") : null;
}

/** Whether this system has a PostgreSQL server to start. */
export const hasPostgres = programs() !== null;

/** The system user that PostgreSQL and its pooler run as: they refuse to be root. Null for the user of the tests. */
export function postgresUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** A PostgreSQL server of this system, which a test breaks in every way that servers break. */
export interface PostgresServer {
  /** The database of that name on it: `postgres` is there. */
  url: string;
  /** Suspends all of its processes, as a frozen machine would. */
  freeze: () => Promise<void>;
  thaw: () => Promise<void>;
  /** Ends it at once, without a word to anybody. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
}

export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const bin = programs();
  if (bin === null) throw new Error("this system has no PostgreSQL server");
  const as = postgresUser();
  const folder = await mkdtemp(join(tmpdir(), "sb-pg-"));
  await chmod(folder, 0o755);
  if (as) await chown(folder, as.uid, as.gid);
  const data = join(folder, "data");
  const call = (program: string, ...args: string[]) => run(join(bin, program), args, { cwd: folder, ...as });
  await call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
  const all = { listen_addresses: "", unix_socket_directories: folder, ...settings };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const signal = async (name: "SIGSTOP" | "SIGCONT") => {
    const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    const tree = await processTree(pid);
    for (const one of [pid, ...tree.map((entry) => entry.pid)]) process.kill(one, name);
  };
  const server: PostgresServer = {
    url: `postgresql://postgres@localhost/postgres?host=${folder}`,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    stop: async () => void (await call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")),
    start: async () =>
      void (await call(
        "pg_ctl",
        "-D",
        data,
        "-w",
        "-l",
        join(folder, "log"),
        "-o",
        options.join(" "),
        "start",
      )),
    close: async () => {
      await signal("SIGCONT").catch(() => undefined);
      await server.stop().catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
