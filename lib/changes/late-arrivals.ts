import "server-only";
import { database } from "@/lib/db/client";
import type { FlowState } from "@/lib/mirror/flow-state";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import {
  checkUpstream,
  judgeCreated,
  judgeState,
  mayArriveStill,
  type UpstreamCheck,
} from "./check-upstream";
import { type Change, readChange } from "./journal";
import type { Scene } from "./scene";
import { settleChange } from "./settle-change";

/** Returns the changes that were given up and whose state may be the one seen. */
async function candidates({ of, last }: Scene): Promise<Change[]> {
  const rows = await database().change.findMany({
    where: {
      workspaceId: of.workspaceId,
      kind: of.kind,
      ...mayArriveStill(),
      // A flow that was read before can't be the late flow of a create.
      ...(last ? { flowUpstreamId: of.flowId } : { flowUpstreamId: null, verb: "create" }),
    },
  });
  return await Promise.all(rows.map(readChange));
}

async function judge(scene: Scene, change: Change, state: FlowState): Promise<UpstreamCheck> {
  if (change.flowUpstreamId !== null) return await judgeState(scene.workspace, change, state.raw);
  const flow = normaliseFlow(change.kind, state.raw, scene.workspace.connection);
  const check = await judgeCreated(scene.workspace, change, { flow, raw: state.raw }, "found");
  if (check.verdict !== "applied") return check;
  // This flow could be the one. Another one could be, too, and only the list shows them all.
  const among = await checkUpstream(scene.workspace, change);
  const isThis = among.verdict === "applied" && among.flow.stored.id === flow.id;
  return isThis ? check : { verdict: "unclear" };
}

/**
 * Credits a state that nothing explains to the change that made it, where that change had been given up as failed or
 * unknown. The record is corrected by an event of its own; the earlier one stays.
 *
 * @returns `credited` where exactly one change explains the state; `later` where the upstream could not be asked whether
 *   another flow explains the change as well
 */
export async function creditArrival(
  scene: Scene,
  state: FlowState,
): Promise<"credited" | "unexplained" | "later"> {
  const arrived: [Change, FlowState][] = [];
  try {
    for (const change of await candidates(scene)) {
      const check = await judge(scene, change, state);
      if (check.verdict === "applied") arrived.push([change, check.flow]);
    }
  } catch (error) {
    if (error instanceof UpstreamError) return "later";
    throw error;
  }
  const [only] = arrived;
  if (!only || arrived.length > 1) return "unexplained";
  const [change, flow] = only;
  await settleChange(change, { state: "succeeded", flow, report: null }, { late: true });
  return "credited";
}
