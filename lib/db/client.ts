import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";
import { openPool } from "./open-pool";
import { connectWithinMs, databaseSettings } from "./pool-options";
import { closePrepared } from "./prepared";

/** The client itself, or one transaction of it: queries run on either. */
type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$extends">;
export type Transaction = Omit<Database, "$transaction">;

/** Next loads modules once per bundle and again on reload; the pool must be one per process. */
const shared = globalThis as { switchboardDatabase?: PrismaClient };

/** The process's database client, made on first use. */
export function database(): PrismaClient {
  shared.switchboardDatabase ??= new PrismaClient({
    adapter: new PrismaPg(openPool("transactions"), {
      disposeExternalPool: true,
      // The client qualifies the names of tables; raw statements find them by the search path.
      schema: databaseSettings().schema ?? "public",
    }),
    // The pool says how long to wait for a connection; `maxWait` only must not be shorter.
    transactionOptions: { maxWait: connectWithinMs() + 1_000, timeout: 20_000 },
  });
  return shared.switchboardDatabase;
}

/** Closes both pools, so that a script or a test can end. */
export async function closeDatabase(): Promise<void> {
  await shared.switchboardDatabase?.$disconnect();
  shared.switchboardDatabase = undefined;
  await closePrepared();
}
