import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { Client } from "pg";
import { processTree } from "@/tests/support/process-tree";
import { until } from "../poll";

/** A PostgreSQL server for one run, which may be killed, frozen and started again. */
export interface PostgresServer {
  /** The socket that a relay connects to. */
  socket: string;
  /** Ends the server as `pg_ctl -m immediate` does, or as the kernel does, and waits until nothing of it runs. */
  end(signal: "SIGQUIT" | "SIGKILL" | "SIGINT"): Promise<void>;
  /** Starts the server again, and waits until it answers. */
  start(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** One statement of the harness's own, past the relays; rows of one text column. */
  ask(sql: string): Promise<string[]>;
  remove(): Promise<void>;
}

/** The newest server that is installed here; null for none. */
export function installedPostgres(): string | null {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql") : [];
  const [newest] = versions.sort((one, other) => Number(other) - Number(one));
  return newest ? `/usr/lib/postgresql/${newest}/bin` : null;
}

/** PostgreSQL refuses to run as root, so root starts it as the user that Debian made for it. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Makes a data folder, starts the server on it, and makes an empty database named `portal`. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync("/tmp/fpg-");
  const user = unprivileged();
  chmodSync(folder, 0o755);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = `${folder}/data`;
  const initdb = [`-D${data}`, "-Upostgres", "-Atrust", "-EUTF8", "--no-sync"];
  execFileSync(`${bin}/initdb`, initdb, { ...user, stdio: "ignore", cwd: folder });
  const socket = `${folder}/.s.PGSQL.5432`;
  let child: ChildProcess | null = null;

  const connected = async <T>(database: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ host: folder, user: "postgres", database, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    await client.connect();
    return await work(client).finally(() => client.end().catch(() => {}));
  };
  const launch = async () => {
    const settings = [
      "listen_addresses=",
      `unix_socket_directories=${folder}`,
      "fsync=off",
      "max_connections=200",
    ];
    const server = spawn(`${bin}/postgres`, ["-D", data, ...settings.flatMap((one) => ["-c", one])], {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    child = server;
    // A run that ends early must not leave a server behind.
    const endWithUs = () => server.kill("SIGKILL");
    process.once("exit", endWithUs);
    server.once("exit", () => process.off("exit", endWithUs));
    const answers = () =>
      connected("postgres", async (client) => (await client.query("SELECT 1")).rowCount === 1);
    const came = await until(async () => server.exitCode !== null || (await answers()), { withinMs: 15_000 });
    return came !== null && server.exitCode === null;
  };
  const start = async () => {
    // Backends of a killed server need a moment to notice that it is gone; until then it can't be started again.
    if ((await until(launch, { withinMs: 30_000, everyMs: 200 })) === null)
      throw new Error("PostgreSQL did not start");
  };
  const signalAll = async (signal: NodeJS.Signals) => {
    for (const { pid } of await processTree(child?.pid ?? 0)) process.kill(pid, signal);
  };
  await start();
  await connected("postgres", (client) => client.query('CREATE DATABASE "portal"'));
  return {
    socket,
    start,
    end: async (signal) => {
      const server = child;
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, "exit");
      server.kill(signal);
      await gone;
    },
    freeze: () => signalAll("SIGSTOP"),
    thaw: () => signalAll("SIGCONT"),
    ask: (sql) =>
      connected("portal", async (client) => {
        const { rows } = await client.query({ text: sql, rowMode: "array" });
        return rows.map((row: unknown[]) => String(row[0]));
      }),
    remove: async () => {
      await signalAll("SIGCONT");
      if (child && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, "exit");
        child.kill("SIGQUIT");
        await gone;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
