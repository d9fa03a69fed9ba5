import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { postgresUser } from "./postgres-server";

const PROGRAM = "/usr/sbin/pgbouncer";

/** Whether this system has a pooler to start. */
export const hasPooler = existsSync(PROGRAM);

export interface Pooler {
  /** The database `postgres`, through the pooler. */
  url: string;
  close: () => Promise<void>;
}

/**
 * Starts PgBouncer in transaction mode before a server. It has few connections to the server, so that the statements of a
 * client meet many of them.
 *
 * @param socketFolder where the server's socket is
 */
export async function startPooler(socketFolder: string): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), "sb-pooler-"));
  const as = postgresUser();
  const settings = join(folder, "pgbouncer.ini");
  await writeFile(
    settings,
    [
      ...["[databases]", `* = host=${socketFolder} port=5432 user=postgres`, "[pgbouncer]"],
      ...["listen_addr =", "listen_port = 6432", `unix_socket_dir = ${folder}`, "auth_type = any"],
      ...["pool_mode = transaction", "default_pool_size = 3", "max_client_conn = 200", ""],
    ].join("\n"),
  );
  if (as) await chown(folder, as.uid, as.gid);
  const child = spawn(PROGRAM, ["-q", settings], { ...as, cwd: folder, stdio: "ignore" });
  const ended = once(child, "exit");
  while (!existsSync(join(folder, ".s.PGSQL.6432"))) await Promise.race([pause(20), ended]);
  return {
    url: `postgresql://postgres@localhost:6432/postgres?host=${folder}`,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
