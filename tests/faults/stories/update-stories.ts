import type { FlowAt, Write } from "../world/record";
import type { Scene, Story } from "../world/scene";
import { chooseFault, type UpstreamFault } from "./upstream-faults";

/** Fields that an update sends, and one that it can't name. */
export const CROSSED_PATHS = ["/name", "/prompt", "/settings/customerLocation", "/agentWebhookUrl"] as const;

const TEXT_PATHS = ["/description", "/prompt", "/name", "/settings/customerLocation"] as const;

/** A person who was told "failed, try again" reads the flow again and does it once more, as a new change. */
async function tryAgain(scene: Scene, flow: FlowAt, first: Write): Promise<void> {
  const { status } = first.told.at(-1) ?? {};
  if (status === undefined || status < 500 || status === 504) return;
  const { etag } = await scene.read(flow, first.person);
  if (etag === "") return;
  await scene.send(scene.updateOf({ ...flow, etag }, () => first.intent, { person: first.person }));
}

/** One update that meets a fault, and a retry by the person who was told that it failed. */
export function faultyUpdate(given?: UpstreamFault): Story {
  return async (scene) => {
    const { chance } = scene;
    const flow = await scene.knownFlow(chance.chance(0.8) ? "call" : "message");
    const { rule } = given ?? chooseFault(chance);
    return async () => {
      const path = flow.kind === "call" ? chance.pick(TEXT_PATHS) : "/description";
      const write = scene.update(flow, path);
      if (rule) await scene.break(flow, rule);
      await scene.send(write);
      await tryAgain(scene, flow, write);
    };
  };
}

/** A person makes some changes to one flow, one after the other; any of them may meet a fault. */
export const series: Story = async (scene) => {
  const { chance, person } = scene;
  const flow = await scene.knownFlow("call");
  return async () => {
    let { etag } = flow;
    for (let left = chance.int(2, 4); left > 0; left--) {
      const { rule } = chooseFault(chance);
      if (rule && chance.chance(0.3)) await scene.break(flow, rule);
      const write = scene.update({ ...flow, etag }, chance.pick(TEXT_PATHS), { person });
      const told = await scene.send(write);
      etag = told?.status === 200 && told.etag ? told.etag : (await scene.read(flow, person)).etag;
      if (etag === "") return;
    }
  };
};

/** Twelve people save from one state at once. */
export const twelveAtOnce: Story = async (scene) => {
  const flow = await scene.knownFlow("call");
  return async () => {
    const writes = Array.from({ length: 12 }, () => scene.update(flow));
    await Promise.all(writes.map((write) => scene.send(write)));
  };
};

/** One request goes out twice under one key; or two different ones do, on two flows. */
export const doubleSubmit: Story = async (scene) => {
  const { chance } = scene;
  const [one, other] = [await scene.knownFlow("call"), await scene.knownFlow("call")];
  const { rule } = chooseFault(chance);
  return async () => {
    const write = scene.update(one);
    const second = scene.update(other, "/description", { key: write.key, person: write.person });
    if (rule && chance.chance(0.5)) await scene.break(one, rule);
    await Promise.all([
      scene.send(write),
      scene.send(write),
      ...(chance.chance(0.5) ? [scene.send(second)] : []),
    ]);
  };
};

/** Somebody in the dashboard edits another field exactly between the portal's read and its write. */
export function crossedEdit(path?: string): Story {
  return async (scene) => {
    const { chance } = scene;
    const flow = await scene.knownFlow("call");
    return async () => {
      const { patch } = scene.planEdit(flow, path ?? chance.pick(CROSSED_PATHS));
      await scene.break(flow, { kind: "edit", patch });
      await scene.send(scene.update(flow, "/description"));
    };
  };
}

/** Somebody in the dashboard edits the flow before a save, or after one whose answer is lost. */
export const outsideEdit: Story = async (scene) => {
  const { chance } = scene;
  const flow = await scene.knownFlow("call");
  return async () => {
    if (chance.chance(0.5)) {
      await scene.edit(flow, "/name");
      await scene.send(scene.update(flow));
      return;
    }
    const { patch } = scene.planEdit(flow, "/prompt");
    await scene.break(flow, { kind: "edit", when: "after", patch });
    await scene.break(flow, { kind: "reset", when: "after" });
    await scene.send(scene.update(flow));
  };
};

/** A write whose outcome nobody knows; then somebody else brings about what it wanted. */
export const broughtAbout: Story = async (scene) => {
  const { person } = scene;
  const flow = await scene.knownFlow("call");
  return async () => {
    // The answer is lost and nothing is applied; a third value from outside keeps the portal from judging it.
    const wanted = "A sentence that two people want";
    await scene.break(flow, {
      kind: "edit",
      when: "after",
      patch: scene.planEdit(flow, "/description").patch,
    });
    await scene.break(flow, { kind: "reset", when: "before" });
    const first = scene.updateOf(flow, () => ({ "/description": wanted }), { person });
    await scene.send(first);
    await scene.whenSettled(flow);
    const { etag } = await scene.read(flow, person);
    if (etag === "") return;
    const fulfiller = scene.people[1] ?? person;
    await scene.send(
      scene.updateOf({ ...flow, etag }, () => ({ "/description": wanted }), { person: fulfiller }),
    );
    await scene.lookUp(flow);
  };
};

/** Webhooks can only be added, so a write that is applied twice shows. */
export const webhook: Story = async (scene) => {
  const flow = await scene.knownFlow("call");
  const { rule } = chooseFault(scene.chance);
  return async () => {
    if (rule) await scene.break(flow, rule);
    const write = scene.updateOf(flow, (tag) => ({ "/webhooks": `Hook of ${tag}` }));
    await scene.send(write);
  };
};

/** A switch goes there and back: values that say nothing about who set them. */
export const flips: Story = async (scene) => {
  const { chance, person } = scene;
  const flow = await scene.knownFlow("call");
  return async () => {
    let { etag } = flow;
    for (const isActive of [false, true, false]) {
      const { rule } = chooseFault(chance);
      if (rule && chance.chance(0.4)) await scene.break(flow, rule);
      await scene.send(scene.updateOf({ ...flow, etag }, () => ({ "/isActive": isActive }), { person }));
      const now = await scene.read(flow, person);
      if (now.flow?.isActive !== isActive) return;
      etag = now.etag;
    }
  };
};

/** Autopilot can only be flipped: a flip that is lost or sent twice turns it the wrong way. */
export const autopilot: Story = async (scene) => {
  const flow = await scene.knownFlow("message", { autopilot: false });
  const { rule } = chooseFault(scene.chance);
  return async () => {
    if (rule) await scene.break(flow, rule);
    await scene.send(scene.updateOf(flow, () => ({ "/autopilot": true })));
  };
};
