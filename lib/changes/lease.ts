import "server-only";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

/** Between two upstream requests there is little to do; this covers a slow database and a busy processor. */
const SLACK_SECONDS = 10;

/**
 * How many seconds the process that works on a change may keep it to itself without a sign of life: longer than one
 * upstream request can take. Leases are set and compared by the database's clock, since replicas' clocks differ.
 */
export function leaseSeconds(): number {
  return env().UPSTREAM_TIMEOUT_MS / 1000 + SLACK_SECONDS;
}

/** A sign of life. */
export async function renewLease(changeId: string): Promise<void> {
  await database().$executeRaw`
    UPDATE "Change" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
    WHERE "id" = ${changeId}::uuid AND "state" = 'pending'`;
}

/** The workspace, connected such that each upstream request on behalf of a change is preceded by a sign of life. */
export function withLease(workspace: ConnectedWorkspace, changeId: string): ConnectedWorkspace {
  const { connection } = workspace;
  const spend = async (requests: number) => {
    await renewLease(changeId);
    await connection.spend(requests);
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

/** Takes a pending change over, in one step, if nobody is working on it. */
export async function takeLease(changeId: string): Promise<boolean> {
  const taken = await database().$executeRaw`
    UPDATE "Change" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
    WHERE "id" = ${changeId}::uuid AND "state" = 'pending' AND ("leaseUntil" IS NULL OR "leaseUntil" <= now())`;
  return taken === 1;
}

/**
 * Frees every change at once. Only for the embedded database at start: no other process can be working on one then.
 */
export async function releaseAllLeases(): Promise<void> {
  await database().change.updateMany({ where: { state: "pending" }, data: { leaseUntil: null } });
}
