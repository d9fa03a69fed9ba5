import type { FlowToReplace, HitToReplace } from "./preview-shape";

/** What somebody chose among the hits. Every flow is on at first that can be replaced as it is, with all its hits. */
export interface Choice {
  /** The flows that were switched, by their keys. */
  flows: ReadonlyMap<string, boolean>;
  /** The ids of the hits that were switched off, by their flow's key. */
  hits: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NOTHING_CHANGED: Choice = { flows: new Map(), hits: new Map() };

type FlowOf = Pick<FlowToReplace, "workspace" | "kind" | "id">;

/** Tells a flow from all others. */
export const flowKey = ({ workspace, kind, id }: FlowOf) => `${workspace} ${kind} ${id}`;

/** Whether a flow can be chosen at all: one without hits, or with too many to show, can't. */
export const canChoose = ({ hits, tooMany }: Pick<FlowToReplace, "hits" | "tooMany">) =>
  hits.length > 0 && !tooMany;

export function isFlowOn(choice: Choice, flow: FlowToReplace): boolean {
  return canChoose(flow) && (choice.flows.get(flowKey(flow)) ?? flow.refused === null);
}

export function isHitOn(choice: Choice, flow: FlowToReplace, hit: Pick<HitToReplace, "id">): boolean {
  return isFlowOn(choice, flow) && !choice.hits.get(flowKey(flow))?.has(hit.id);
}

/** Switches flows on or off. A flow that is switched on has all its hits again. */
export function withFlows(choice: Choice, flows: readonly FlowToReplace[], on: boolean): Choice {
  const next = { flows: new Map(choice.flows), hits: new Map(choice.hits) };
  for (const flow of flows.filter(canChoose)) {
    next.flows.set(flowKey(flow), on);
    next.hits.delete(flowKey(flow));
  }
  return next;
}

/** Switches one hit. A flow whose last hit goes is off; one whose first hit comes has that alone. */
export function withHit(choice: Choice, flow: FlowToReplace, hit: HitToReplace, on: boolean): Choice {
  const key = flowKey(flow);
  const off = new Set(isFlowOn(choice, flow) ? choice.hits.get(key) : flow.hits.map(({ id }) => id));
  if (on) off.delete(hit.id);
  else off.add(hit.id);
  const isOn = off.size < flow.hits.length;
  const flows = new Map(choice.flows).set(key, isOn);
  const hits = new Map(choice.hits);
  if (isOn) hits.set(key, off);
  else hits.delete(key);
  return { flows, hits };
}

/** The hits of a flow that will be replaced. */
export function chosenHits(choice: Choice, flow: FlowToReplace): HitToReplace[] {
  return flow.hits.filter((hit) => isHitOn(choice, flow, hit));
}

/** The flows that will be changed. */
export function chosenFlows(choice: Choice, flows: readonly FlowToReplace[]): FlowToReplace[] {
  return flows.filter((flow) => isFlowOn(choice, flow));
}

/** Whether all, some or none of flows are chosen with all their hits: the state of a box above them. */
export function stateOf(choice: Choice, flows: readonly FlowToReplace[]): "all" | "some" | "none" {
  const own = flows.filter(canChoose);
  const on = own.filter((flow) => isFlowOn(choice, flow));
  if (on.length === 0) return "none";
  const isWhole = on.every((flow) => chosenHits(choice, flow).length === flow.hits.length);
  return on.length === own.length && isWhole ? "all" : "some";
}

export interface Totals {
  hits: number;
  flows: number;
  workspaces: number;
  /** What it sends to the upstream: each flow is read, and then written. */
  requests: number;
  /** How long that takes at least, since each workspace has its own limit. */
  minutes: number;
}

/** @param perMinute how many requests the upstream takes of one workspace */
export function totalsOf(choice: Choice, all: readonly FlowToReplace[], perMinute: number): Totals {
  const flows = chosenFlows(choice, all);
  const perWorkspace = new Map<string, number>();
  for (const { workspace } of flows) perWorkspace.set(workspace, (perWorkspace.get(workspace) ?? 0) + 1);
  const most = Math.max(0, ...perWorkspace.values());
  return {
    hits: flows.reduce((sum, flow) => sum + chosenHits(choice, flow).length, 0),
    flows: flows.length,
    workspaces: perWorkspace.size,
    requests: flows.length * 2,
    minutes: Math.ceil((most * 2) / perMinute),
  };
}

/** The items of the job: of each flow its state, and the hits that stay as they are. */
export function jobItems(choice: Choice, all: readonly FlowToReplace[]) {
  return chosenFlows(choice, all).map((flow) => {
    const off = flow.hits.filter((hit) => !isHitOn(choice, flow, hit)).map(({ id }) => id);
    const { workspace, kind, id, etag: ifMatch } = flow;
    return { workspace, kind, id, ifMatch, hits: off.length > 0 ? off : null };
  });
}
