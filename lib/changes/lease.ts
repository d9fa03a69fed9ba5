import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { env } from "@/lib/env";

/** Little happens between two upstream requests; this covers a slow database and a busy processor. */
const SLACK_MS = 10_000;

/**
 * How many seconds after its admission a change may still be on its way: as long as one upstream request can take, and
 * some. Leases are set and compared by the database's clock, since replicas' clocks differ.
 */
export function leaseSeconds(): number {
  return (env().UPSTREAM_TIMEOUT_MS + SLACK_MS) / 1000;
}

/** Returns when a lease is over, for statements about "Change". A change that has none any more counts from its sending. */
export function endOfLease(): Prisma.Sql {
  return Prisma.sql`coalesce("leaseUntil", "sentAt" + make_interval(secs => ${leaseSeconds()}::float8), "createdAt")`;
}

/** Returns the condition, for statements about "Change", that a write can't be on its way any more. */
export function isOverdue(): Prisma.Sql {
  return Prisma.sql`now() >= ${endOfLease()} + make_interval(secs => ${env().UPSTREAM_LATE_MS / 1000}::float8)`;
}

/** A process's own measure of the time that it has left. */
export interface Lease {
  /** Whether a request that starts now is within the lease. */
  mayStillSend: () => boolean;
}

/**
 * Starts a lease, before the statement that takes it is sent. Time is measured by two clocks, and the one that
 * shows more counts: the monotonic one may stand still while a machine sleeps, and the other one may be set back.
 *
 * @param ms how long requests may start; that of an admitted change leaves a whole request's time after it
 */
export function startLease(ms: number = SLACK_MS): Lease {
  const monotonic = performance.now();
  const wall = Date.now();
  return {
    mayStillSend: () => Math.max(performance.now() - monotonic, Date.now() - wall) < ms,
  };
}

/**
 * Ends every lease at once, by the database's clock. Only for the embedded database at start: no other process can work on
 * a change then.
 */
export async function endAllLeases(): Promise<void> {
  await prepared().$queryRaw`
    UPDATE "Change" SET "leaseUntil" = now(), "checkAt" = now() WHERE "state" = 'pending'`;
}
