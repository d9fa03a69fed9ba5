import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { Change } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { releaseLease, takeLease } from "./lease";
import { type RecoveryResult, recoverChange, SECOND_LOOK_MS } from "./recover-changes";

/** One change of a workspace; null when there is none of this id. */
async function findChange(workspaceId: string, id: string): Promise<Change | null> {
  return await database().change.findFirst({ where: { id, workspaceId } });
}

/** One look on a person's behalf, with the change held, so that neither its own request nor recovery is at it too. */
async function lookOnce(change: Change, personName: string): Promise<RecoveryResult> {
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
    return await recoverChange(change, { resolvedBy: personName });
  } finally {
    await releaseLease(change.id);
  }
}

async function resolve(workspaceId: string, id: string, personName: string): Promise<string> {
  for (let looks = 0; looks < 2; looks++) {
    const change = await findChange(workspaceId, id);
    if (!change) throw new Problem("not_found", "There is no such change in this workspace");
    if (change.state === "succeeded" || change.state === "failed") return change.state;
    const state = await lookOnce(change, personName);
    if (state !== "pending" && (state !== "unknown" || change.unchangedSince)) return state;
    const second = await findChange(workspaceId, id);
    if (!second?.unchangedSince || looks === 1) return state;
    await pause(Math.max(0, second.unchangedSince.getTime() + SECOND_LOOK_MS - Date.now()) + 50);
  }
  return (await findChange(workspaceId, id))?.state ?? "pending";
}

/**
 * Looks a pending or unknown change up at the upstream because a person asks, waiting for the second look where one
 * is needed. A change that has an outcome already stays as it is. That they asked is an event of its own; the outcome
 * of the change is told as its author's, with their request.
 *
 * @returns the change's state afterwards
 * @throws Problem `not_found`, or `change_in_progress` while its first request is still running
 */
export async function resolveChange(
  workspaceId: string,
  id: string,
  by: ActedBy,
): Promise<{ id: string; state: string }> {
  const state = await resolve(workspaceId, id, by.actor.name);
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
