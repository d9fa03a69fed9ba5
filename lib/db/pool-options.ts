import "server-only";
import type { PoolConfig } from "pg";
import { env } from "@/lib/env";

/** Returns how each pool of the process connects to the database, and how many connections it may have. */
export function poolOptions(): PoolConfig {
  return { connectionString: env().DATABASE_URL, max: 10 };
}
