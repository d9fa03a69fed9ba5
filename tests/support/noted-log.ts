import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { makeCallFlow } from "./flow-steps";
import type { TestPortal, TestWorkspace } from "./open-portal";

/**
 * Records a change of a flow that was never made.
 * @returns the event's id
 */
export async function recordNote(workspace: TestWorkspace, name: string): Promise<string> {
  return await recordEvent(database(), {
    workspaceId: workspace.id,
    actor: SYSTEM_ACTOR,
    action: "call_flow.update",
    outcome: "succeeded",
    target: { type: "call_flow", id: "665f00000000000000000001", name },
  });
}

/** A new workspace whose log has six events: its own, a flow's, and four notes. */
export async function notedWorkspace(portal: TestPortal): Promise<TestWorkspace> {
  const workspace = await portal.addWorkspace();
  await makeCallFlow(portal.owner, workspace);
  for (let n = 0; n < 4; n++) await recordNote(workspace, `note ${n}`);
  return workspace;
}
