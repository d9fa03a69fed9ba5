import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { oneClientAtATime } from "./one-client-at-a-time";

/** PostgreSQL clients expect a socket of this name in the folder that is their host. */
const SOCKET_NAME = ".s.PGSQL.5432";

/** Linux refuses longer socket paths (`sun_path` is 108 bytes, with the closing zero); macOS allows 104. */
const LONGEST_SOCKET_PATH = 103;

export interface EmbeddedDatabase {
  /** A connection string like that of any PostgreSQL server. */
  url: string;
  close: () => Promise<void>;
}

/**
 * The connection string of the embedded database in a data folder.
 * @throws when the folder's path is too long for a Unix socket
 */
export function embeddedDatabaseUrl(dataDir: string): string {
  const path = join(dataDir, SOCKET_NAME);
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH) {
    throw new Error(`DATA_DIR: the path is too long for a Unix socket (${dataDir}); use a shorter one`);
  }
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(dataDir)}`;
}

/**
 * Opens PGlite (PostgreSQL compiled to WebAssembly) on `dataDir/pglite` and serves it on a Unix socket in `dataDir`.
 * Must be the only process that opens this folder: PGlite has no lock of its own.
 *
 * @param dataDir an absolute path; made (mode 0700) when missing
 * @param storage where the data lives; "memory" is for tests
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  storage: "disk" | "memory" = "disk",
): Promise<EmbeddedDatabase> {
  const url = embeddedDatabaseUrl(dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await chmod(dataDir, 0o700);
  const db = await PGlite.create(storage === "memory" ? "memory://" : join(dataDir, "pglite"));
  const server = new PGLiteSocketServer({
    db: oneClientAtATime(db),
    path: join(dataDir, SOCKET_NAME),
    maxConnections: 64,
  });
  await server.start();
  return {
    url,
    close: async () => {
      await server.stop();
      await db.close();
    },
  };
}
