import "server-only";
import { z } from "zod";
import type { ActedBy, AuditActor } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { Problem } from "@/lib/problems/problem";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { type Change, findChange } from "./journal";
import { endOfLease, isOverdue } from "./lease";
import { recoverChange } from "./recover-changes";

const leaseRow = z.object({ runs: z.boolean(), overdue: z.boolean() });

/**
 * Checks a change once for a person.
 * @throws Problem `change_in_progress` while its own request may still send it
 */
async function check(change: Change, person: AuditActor): Promise<string> {
  const [lease] = await queryRows(prepared(), "the lease of a change", leaseRow)`
    SELECT now() < ${endOfLease()} AS "runs", ${isOverdue()} AS "overdue" FROM "Change"
    WHERE "id" = ${change.id}::uuid`;
  if (change.state === "pending" && lease?.runs) {
    throw new Problem(
      "change_in_progress",
      "This change is being worked on right now. Ask again in a moment",
      { headers: { "Retry-After": "5" } },
    );
  }
  const workspace = await connectWorkspace(change.workspaceId, readingFor(person));
  return await recoverChange(workspace, change, lease?.overdue === true, { resolvedBy: person.name });
}

/**
 * Checks a pending or unknown change at the upstream because a person requested it. A change that has an outcome stays as
 * it is, and so does one whose write may still arrive. The person's request is an event of its own; the event of the
 * change's outcome names the change's author.
 *
 * @returns the change's state afterwards
 * @throws Problem `not_found`, or `change_in_progress` while its first request is still running; UpstreamError where the
 *   upstream can't be read
 */
export async function resolveChange(
  workspaceId: string,
  id: string,
  by: ActedBy,
): Promise<{ id: string; state: string }> {
  const change = await findChange(id, workspaceId);
  if (!change) throw new Problem("not_found", "There is no such change in this workspace");
  const open = change.state === "pending" || change.state === "unknown";
  if (open) await check(change, by.actor);
  const state = (await findChange(id))?.state ?? change.state;
  await recordEvent(database(), {
    workspaceId,
    ...by,
    action: "change.resolve",
    outcome: "succeeded",
    target: { type: "change", id, name: change.flowName },
    detail: { changeId: id, state },
  });
  return { id, state };
}
