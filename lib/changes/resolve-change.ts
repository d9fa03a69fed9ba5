import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { ActedBy, AuditActor } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Change as ChangeRow } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { readingFor } from "@/lib/workspaces/connect";
import { releaseLease, takeLease } from "./lease";
import { type RecoveryResult, recoverChange, SECOND_CHECK_MS } from "./recover-changes";

/** One change of a workspace; null when there is none of this id. */
async function findChange(workspaceId: string, id: string): Promise<ChangeRow | null> {
  return await database().change.findFirst({ where: { id, workspaceId } });
}

/** Checks a change once for a person, under its lease, so that neither its own request nor recovery works on it too. */
async function checkOnce(change: ChangeRow, { name, id }: AuditActor): Promise<RecoveryResult> {
  if (change.state === "pending" && !(await takeLease(change.id))) {
    throw new Problem(
      "change_in_progress",
      "This change is being worked on right now. Ask again in a moment",
      {
        headers: { "Retry-After": "5" },
      },
    );
  }
  try {
    return await recoverChange(change, { resolvedBy: name }, readingFor({ id }));
  } finally {
    await releaseLease(change.id);
  }
}

async function resolve(workspaceId: string, id: string, person: AuditActor): Promise<string> {
  for (let checks = 0; checks < 2; checks++) {
    const change = await findChange(workspaceId, id);
    if (!change) throw new Problem("not_found", "There is no such change in this workspace");
    if (change.state === "succeeded" || change.state === "failed") return change.state;
    const state = await checkOnce(change, person);
    if (state !== "pending" && (state !== "unknown" || change.unchangedSince)) return state;
    const second = await findChange(workspaceId, id);
    if (!second?.unchangedSince || checks === 1) return state;
    await pause(Math.max(0, second.unchangedSince.getTime() + SECOND_CHECK_MS - Date.now()) + 50);
  }
  return (await findChange(workspaceId, id))?.state ?? "pending";
}

/**
 * Checks a pending or unknown change at the upstream because a person requested it, and waits for the second check
 * where one is needed. A change that has an outcome stays as it is. The person's request is an event of its own; the
 * event of the change's outcome names the change's author.
 *
 * @returns the change's state afterwards
 * @throws Problem `not_found`, or `change_in_progress` while its first request is still running
 */
export async function resolveChange(
  workspaceId: string,
  id: string,
  by: ActedBy,
): Promise<{ id: string; state: string }> {
  const state = await resolve(workspaceId, id, by.actor);
  const change = await findChange(workspaceId, id);
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action: "change.resolve",
    outcome: "succeeded",
    target: { type: "change", id, name: change?.flowName ?? null },
    detail: { changeId: id, state },
  });
  return { id, state };
}
