import "server-only";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

/** Little happens between two upstream requests; this covers a slow database and a busy processor. */
const SLACK_SECONDS = 10;

/**
 * How many seconds a process may work on a change without renewing its lease: longer than one upstream request can
 * take. Leases are set and compared by the database's clock, since replicas' clocks differ.
 */
export function leaseSeconds(): number {
  return env().UPSTREAM_TIMEOUT_MS / 1000 + SLACK_SECONDS;
}

/** Renews the lease of a change that this process works on. */
export async function renewLease(changeId: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "Change" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
    WHERE "id" = ${changeId}::uuid AND "state" = 'pending'`;
}

/** Returns the workspace with a connection that renews the change's lease before each upstream request. */
export function withLease(workspace: ConnectedWorkspace, changeId: string): ConnectedWorkspace {
  const { connection } = workspace;
  const spend: typeof connection.spend = async (requests, options) => {
    await renewLease(changeId);
    await connection.spend(requests, options);
  };
  return { ...workspace, connection: { ...connection, spend } };
}

/** Gives a change up to recovery. */
export async function releaseLease(changeId: string): Promise<void> {
  await database().change.updateMany({
    where: { id: changeId, state: "pending" },
    data: { leaseUntil: null },
  });
}

/** Takes a pending change over, in one statement, if nobody works on it. */
export async function takeLease(changeId: string): Promise<boolean> {
  const taken = await database().$executeRaw`
    UPDATE "Change" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
    WHERE "id" = ${changeId}::uuid AND "state" = 'pending' AND ("leaseUntil" IS NULL OR "leaseUntil" <= now())`;
  return taken === 1;
}

/**
 * Frees every change at once. Only for the embedded database at start: no other process can work on a change then.
 */
export async function releaseAllLeases(): Promise<void> {
  await database().change.updateMany({ where: { state: "pending" }, data: { leaseUntil: null } });
}
