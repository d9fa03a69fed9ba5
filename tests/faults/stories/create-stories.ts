import type { Scene, Story } from "../world/scene";
import { chooseFault, type UpstreamFault } from "./upstream-faults";

/** The person who was told "failed, try again" does so. */
async function createTwice(scene: Scene, name?: string): Promise<void> {
  const write = scene.create(name);
  const told = await scene.send(write);
  if (told && told.status >= 500 && told.status !== 504)
    await scene.send(scene.create(name, { person: write.person }));
}

/** One create that meets a fault. */
export function faultyCreate(given?: UpstreamFault): Story {
  return async (scene) => {
    // An older flow of the dashboard, for an answer that is about another flow.
    await scene.knownFlow("call");
    const { rule } = given ?? chooseFault(scene.chance);
    return async () => {
      if (rule) await scene.breakCreate(rule);
      await createTwice(scene);
    };
  };
}

/** A create that is cut off, beside an equal flow that somebody made in the dashboard a moment before. */
export function createWithTwin({ known, applied }: { known: boolean; applied: boolean }): Story {
  return async (scene) => {
    const name = `Untitled ${scene.outsideTag()}`;
    const make = known ? scene.knownFlow.bind(scene) : scene.dashboardFlow.bind(scene);
    await make("call", { name });
    return async () => {
      await scene.breakCreate({ kind: "reset", when: applied ? "after" : "before" });
      await scene.send(scene.create(name));
    };
  };
}

/** Two people create flows of one name at once, and both answers are lost. */
export const equalCreates: Story = async (scene) => {
  const name = `Untitled ${scene.outsideTag()}`;
  return async () => {
    await scene.breakCreate({ kind: "reset", when: "after" });
    await scene.breakCreate({ kind: "reset", when: scene.chance.pick(["before", "after"]) });
    await Promise.all([scene.send(scene.create(name)), scene.send(scene.create(name))]);
  };
};
