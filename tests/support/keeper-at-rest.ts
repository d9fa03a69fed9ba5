import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { embeddedDatabaseUrl } from "@/lib/db/embedded-database";

/**
 * Lets a portal's keeper read nothing until the returned function is called, for tests that watch what reaches the upstream: it is as if
 * another replica kept the mirror. What it has begun ends within seconds.
 */
export async function keeperAtRest(dataDir: string): Promise<() => Promise<void>> {
  const change = async (until: string) => {
    const database = new Client({ connectionString: await embeddedDatabaseUrl(dataDir) });
    await database.connect();
    await database.query(
      `INSERT INTO "KeeperLease" ("id", "holder", "takenAt", "until") VALUES (1, $1, now(), now() + $2::interval)
       ON CONFLICT ("id") DO UPDATE SET "holder" = excluded."holder", "until" = excluded."until"`,
      [randomUUID(), until],
    );
    await database.end();
  };
  await change("1 hour");
  return async () => await change("0");
}
