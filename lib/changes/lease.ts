import "server-only";
import { database } from "@/lib/db/client";
import { env } from "@/lib/env";

/** Between two upstream requests there is little to do; this covers a slow database and a busy processor. */
const SLACK_MS = 10_000;

/**
 * How long the process that works on a change may keep it to itself without a sign of life: longer than one upstream
 * request can take. Recovery leaves the change alone until then.
 */
export function leaseFromNow(): Date {
  return new Date(Date.now() + env().UPSTREAM_TIMEOUT_MS + SLACK_MS);
}

/** A sign of life, before each upstream request. */
export async function renewLease(changeId: string): Promise<void> {
  await database().change.updateMany({
    where: { id: changeId, state: "pending" },
    data: { leaseUntil: leaseFromNow() },
  });
}

/** Gives a change up to recovery. */
export async function releaseLease(changeId: string): Promise<void> {
  await database().change.updateMany({
    where: { id: changeId, state: "pending" },
    data: { leaseUntil: null },
  });
}

/**
 * Frees every change at once. Only for the embedded database at start: no other process can be working on one then.
 */
export async function releaseAllLeases(): Promise<void> {
  await database().change.updateMany({ where: { state: "pending" }, data: { leaseUntil: null } });
}
