import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

/** What a query runs on: the client itself, or one transaction of it. */
type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$extends">;
export type Transaction = Omit<Database, "$transaction">;

/** Next loads modules once per bundle and again on reload; the pool must be one per process. */
const shared = globalThis as { switchboardDatabase?: PrismaClient };

/**
 * The process's database client, made on first use.
 * Connections are few: the embedded database works through them one at a time anyway.
 */
export function database(): PrismaClient {
  shared.switchboardDatabase ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10 }),
    // The embedded database serves one transaction at a time: waiting for one's turn is normal there, not an error.
    transactionOptions: { maxWait: 20_000, timeout: 20_000 },
  });
  return shared.switchboardDatabase;
}

/** Closes the pool, so that a script or a test can end. */
export async function closeDatabase(): Promise<void> {
  await shared.switchboardDatabase?.$disconnect();
  shared.switchboardDatabase = undefined;
}
