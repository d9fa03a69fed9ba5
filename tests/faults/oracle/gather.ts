import { z } from "zod";
import { orNull } from "../poll";
import type { Lane } from "../processes/lane";
import type { FlowAt, RoundRecord } from "../world/record";
import { listOpenChanges, portalPath } from "../world/scene";
import type { World } from "../world/world";
import type { Evidence } from "./evidence";
import { eventsOf, type LoggedEvent, type Revision, revisionsOf } from "./log";
import { type Beginning, type Stored, truthSince } from "./truth";

const storedFlow = z.looseObject({ _id: z.string(), updatedAt: z.string(), createdAt: z.string() });
const state = z.object({ callFlows: z.array(storedFlow), messageFlows: z.array(storedFlow) });
const anyFlow = z.looseObject({ id: z.string() });

async function storedFlows(lane: Lane): Promise<Map<string, Stored>> {
  const { callFlows, messageFlows } = await lane.sandbox.control("GET", "/state", state);
  return new Map([...callFlows, ...messageFlows].map((flow) => [flow._id, flow]));
}

/** The flows of a round: those that the stories knew, and those that were made in it. */
export async function flowsOf(
  lane: Lane,
  world: World,
  record: RoundRecord,
  beginning: Beginning,
): Promise<FlowAt[]> {
  const { history } = await truthSince(lane.sandbox, beginning);
  const flows = new Map<string, FlowAt>(record.known.map((flow) => [flow.id, flow]));
  for (const { id, kind, after } of history) {
    const workspace = world.workspaces.find(({ upstreamId }) => upstreamId === after.workspaceId);
    if (workspace) flows.set(id, { workspace, kind, id });
  }
  return [...flows.values()];
}

/** Reads each flow through the portal, as somebody who opens its page; null where it can't be read. */
export async function showFlows({ owner }: World, flows: readonly FlowAt[]): Promise<Evidence["shown"]> {
  const shown: Evidence["shown"] = new Map();
  for (const flow of flows) {
    const answer = await orNull(owner.client.call("GET", portalPath(flow)), 10_000);
    shown.set(flow.id, answer?.status === 200 ? (anyFlow.safeParse(answer.json).data ?? null) : null);
  }
  return shown;
}

/** The revisions of flows, by the flow's id. */
export async function revisionsBefore({ owner }: World, flows: readonly FlowAt[]) {
  const before = new Map<string, Map<number, Revision>>();
  for (const flow of flows) before.set(flow.id, await revisionsOf(owner, flow));
  return before;
}

/** The last look at everything, when a round is over. */
export async function gather(
  lane: Lane,
  world: World,
  record: RoundRecord,
  known: {
    beginning: Beginning;
    revisions: Map<string, Map<number, Revision>>;
    circumstances: Omit<Evidence["circumstances"], "now">;
  },
): Promise<Evidence> {
  const { owner, workspaces } = world;
  const flows = await flowsOf(lane, world, record, known.beginning);
  const storedBefore = await storedFlows(lane);
  const shown = await showFlows(world, flows);
  const stored = await storedFlows(lane);
  // A flow that changed while it was read can't be compared.
  for (const [id, was] of storedBefore) {
    if (JSON.stringify(was) !== JSON.stringify(stored.get(id))) shown.set(id, null);
  }
  const revisions: Evidence["revisions"] = [];
  for (const flow of record.known) {
    revisions.push({
      flow,
      before: known.revisions.get(flow.id) ?? new Map(),
      now: await revisionsOf(owner, flow),
    });
  }
  const events: LoggedEvent[] = [];
  const pending: string[] = [];
  for (const workspace of workspaces) {
    events.push(...(await eventsOf(owner, workspace)));
    const open = (await listOpenChanges(owner, workspace)) ?? [];
    pending.push(...open.filter(({ state: now }) => now === "pending").map(({ id }) => id));
  }
  return {
    record,
    truth: await truthSince(lane.sandbox, known.beginning),
    events,
    revisions,
    shown,
    stored,
    pending,
    circumstances: { ...known.circumstances, now: Date.now() },
  };
}
