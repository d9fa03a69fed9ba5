import { until } from "../poll";
import type { Write } from "../world/record";
import { pendingChanges, type Scene, type Story } from "../world/scene";

/** A lost write is settled within this time where nothing keeps the upstream from being asked. */
const FAIR_MS = 8_000;

async function loseUpdate(scene: Scene): Promise<() => Promise<Write>> {
  const flow = await scene.knownFlow("call");
  return async () => {
    await scene.break(flow, { kind: "reset", when: "after" });
    const write = scene.update(flow);
    await scene.send(write);
    return write;
  };
}

/**
 * Twelve writes are lost in a workspace whose key is then refused, and one in another workspace, whose key is good. The
 * second workspace must not wait for the first one.
 */
export function deadKey(other: Scene): Story {
  return async (scene) => {
    const lost = await Promise.all(Array.from({ length: 12 }, () => loseUpdate(scene)));
    const mine = await loseUpdate(other);
    return async () => {
      await Promise.all(lost.map((lose) => lose()));
      const match = { workspaceId: scene.workspace.upstreamId };
      await scene.lane.sandbox.tell("POST", "/faults", {
        kind: "status",
        status: 401,
        shape: "message",
        times: 0,
        match,
      });
      const { flowId } = await mine();
      const [person] = other.people;
      const settled = async () => {
        const open = await pendingChanges(person, other.workspace);
        return open !== null && !open.some((change) => change.flowId === flowId);
      };
      const ms = await until(settled, { withinMs: 2 * FAIR_MS, everyMs: 250 });
      const what = "one lost write beside a workspace whose key is refused";
      scene.record.delays.push({ story: scene.story, what, ms: ms ?? 2 * FAIR_MS, allowedMs: FAIR_MS });
    };
  };
}
