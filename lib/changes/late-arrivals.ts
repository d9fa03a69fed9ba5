import "server-only";
import { database } from "@/lib/db/client";
import type { FlowState } from "@/lib/mirror/flow-state";
import { normaliseFlow } from "@/lib/upstream/normalise-flow";
import { judgeCreated, judgeState, mayArriveStill, type UpstreamCheck } from "./check-upstream";
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

async function judge(
  scene: Scene,
  change: Change,
  state: FlowState,
  date: Date | null,
): Promise<UpstreamCheck> {
  if (change.flowUpstreamId !== null) return await judgeState(scene.workspace, change, state.raw);
  const flow = normaliseFlow(change.kind, state.raw, scene.workspace.connection);
  return await judgeCreated(scene.workspace, change, { flow, raw: state.raw, date }, "found");
}

/**
 * Credits a state that nothing explains to the change that made it, where that change had been given up as failed or
 * unknown. The record is corrected by an event of its own; the earlier one stays.
 *
 * @param date the upstream's time of the answer
 * @returns whether exactly one change explains the state, and was credited
 */
export async function creditArrival(scene: Scene, state: FlowState, date: Date | null): Promise<boolean> {
  const arrived: [Change, FlowState][] = [];
  for (const change of await candidates(scene)) {
    const check = await judge(scene, change, state, date);
    if (check.verdict === "applied") arrived.push([change, check.flow]);
  }
  const [only] = arrived;
  if (!only || arrived.length > 1) return false;
  const [change, flow] = only;
  await settleChange(change, { state: "succeeded", flow, report: null }, { late: true });
  return true;
}
