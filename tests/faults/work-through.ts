import { faultsOfExport } from "./oracle/log";
import { choosePlan, type Plan } from "./plan";
import type { Lane } from "./processes/lane";
import { random } from "./random";
import type { PlacedFinding } from "./report";
import { makeRound, type Round } from "./round";
import { openWorld, renewWorld, type World } from "./world/world";

/** So many rounds share their workspaces. */
const ROUNDS_OF_A_WORLD = 12;

/** Where finished rounds go. */
export interface Sink {
  round(round: Round): void;
  other(finding: PlacedFinding): void;
}

/** Checks the logs of a world's workspaces as anybody can from their export. */
async function checkExports(lane: Lane, world: World, sink: Sink): Promise<void> {
  for (const workspace of world.workspaces) {
    for (const words of await faultsOfExport(world.owner, workspace)) {
      sink.other({
        kind: "broken_log",
        tag: null,
        story: workspace.slug,
        words,
        lane: lane.name,
        seed: "",
        disturbance: "",
      });
    }
  }
}

/** Makes rounds on a lane, one after the other, until there is no plan left. */
export async function workThrough(lane: Lane, nextPlan: () => Plan | null, sink: Sink): Promise<void> {
  let world = await openWorld(lane);
  for (let made = 0; ; made++) {
    const plan = nextPlan();
    if (plan === null) break;
    if (made > 0 && made % ROUNDS_OF_A_WORLD === 0) {
      await checkExports(lane, world, sink);
      world = await renewWorld(lane, world);
    }
    sink.round(await makeRound(lane, world, plan));
  }
  await checkExports(lane, world, sink);
}

/** The plan of one round of a run: the same number is the same round, on a lane of the same kind. */
export function planOfRound(seed: string, lane: Lane): Plan {
  return choosePlan(seed, lane, random(seed));
}
