import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { partsOf } from "@/lib/workspaces/budget/shares";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** A list's rhythm where somebody has looked lately, and where nobody has. */
const WATCHED_LIST_MS = 2 * MINUTE_MS;
const QUIET_LIST_MS = 15 * MINUTE_MS;
/** So long after the last look somebody is taken to be there still: a page that is read sends nothing. */
const LOOK_MS = 15 * MINUTE_MS;
/** A key's death is to be seen within three minutes, so something is sent with it before these are over. */
const SILENCE_MS = 150 * SECOND_MS;
/** How long the names stay that flows use without saying them: of agents, and of knowledge bases. */
const NAMES_MS = 15 * MINUTE_MS;
/** No document promises that an edit moves a flow's `updatedAt`, so every flow is read again after this. */
export const OLD_FLOW_MS = 60 * MINUTE_MS;

/** How many requests of one workspace a round plans, so that its turn is short. */
export const MOST_OF_A_WORKSPACE = 4;

/** A flow that may be read, and why: a list shows it to be updated; it was never read; it was read long ago. */
export interface DueFlow {
  rowId: string;
  kind: FlowKind;
  id: string;
  why: "moved" | "unread" | "old";
}

/** When something of a list was last read, in milliseconds since 1970; null for never. */
export interface KnownList {
  readAt: number | null;
  agentsAt: number | null;
  /** Whether it failed lately and is left alone for now. */
  isPaused: boolean;
}

/** What is known of a workspace before the upstream is asked. Times are in milliseconds since 1970, by the database's clock. */
export interface KnownWorkspace {
  id: string;
  /** Names the key: workspaces of one key share its budget. */
  key: string;
  lookedAt: number | null;
  /** When it last got an answer of any kind. */
  heardAt: number | null;
  /** Set while the workspace can't be read: nothing of it is read before `retryAt`. */
  failure: { since: number; retryAt: number; keyRefused: boolean } | null;
  /** When a flow of it was last read in the background. */
  flowReadAt: number | null;
  lists: Record<FlowKind, KnownList>;
  /** When its knowledge bases were last listed, which is beside its call flows. */
  basesAt: number | null;
  /** The next few, the most urgent first. */
  flows: readonly DueFlow[];
}

/** What the keeper may send with a key. */
export interface KeyRoom {
  /** In a minute. */
  share: number;
  /** Now. */
  left: number;
}

/** One piece of work for a workspace. */
export type Task =
  | { workspaceId: string; what: "list"; kind: FlowKind; withAgents: boolean; withBases: boolean }
  | { workspaceId: string; what: "flow"; flow: DueFlow };

/**
 * Returns what the keeper may send with a key. A fifth of the background's part is left for recovery, which finds out
 * what became of people's writes. A limit that is too small for parts belongs to people: the keeper sends one request then,
 * in a minute that nobody has used.
 *
 * @param left what is left of the key's minute for work in the background
 */
export function roomOfKey({ limit, left }: { limit: number; left: number }): KeyRoom {
  const { background } = partsOf(limit);
  if (background === 0) return { share: 1, left: left >= limit ? 1 : 0 };
  const reserve = Math.ceil(background / 5);
  return { share: background - reserve, left: Math.max(0, left - reserve) };
}

const NO_ROOM: KeyRoom = { share: 1, left: 0 };

/** The order in which work is planned: the lower, the earlier. */
const CLASSES = { sign_of_life: 0, list: 1, flow: 2, old_flow: 3 } as const;

interface Candidate {
  task: Task;
  key: string;
  class: (typeof CLASSES)[keyof typeof CLASSES];
  /** Within a class the lowest comes first, and among equals the workspace that has waited longest for a flow. */
  rank: number;
  waitingSince: number;
  /** Whether it may use the last quarter of the share, which is for what can't wait. */
  isUrgent: boolean;
}

function isAwake({ failure }: KnownWorkspace, now: number): boolean {
  return failure === null || failure.retryAt <= now;
}

function intervalOf({ lookedAt }: KnownWorkspace, now: number): number {
  return lookedAt !== null && now - lookedAt <= LOOK_MS ? WATCHED_LIST_MS : QUIET_LIST_MS;
}

/**
 * Returns by how much the lists of a key have to wait longer than their rhythm. They may use half of the keeper's share: more
 * workspaces on one key must not keep its flows from being read.
 */
function stretchOf(workspaces: readonly KnownWorkspace[], { share }: KeyRoom, now: number): number {
  const perMinute = workspaces.reduce(
    (sum, workspace) => sum + (FLOW_KINDS.length * MINUTE_MS) / intervalOf(workspace, now),
    0,
  );
  return Math.max(1, perMinute / (share / 2));
}

/** Returns how much of its interval a list has waited, for the list of a workspace that has waited longest. */
function mostOverdue(
  { lists }: KnownWorkspace,
  interval: number,
  now: number,
): { kind: FlowKind; overdue: number } | null {
  const waiting = FLOW_KINDS.filter((kind) => !lists[kind].isPaused).map((kind) => {
    const { readAt } = lists[kind];
    return { kind, overdue: readAt === null ? Number.POSITIVE_INFINITY : (now - readAt) / interval };
  });
  return waiting.reduce<(typeof waiting)[number] | null>(
    (most, one) => (most === null || one.overdue > most.overdue ? one : most),
    null,
  );
}

/** Whether a key that was refused for a neighbour may be dead here too: nothing was heard of the workspace since. */
function isSuspect({ heardAt, failure }: KnownWorkspace, refusedAt: number | null): boolean {
  return refusedAt !== null && failure === null && (heardAt ?? 0) < refusedAt;
}

function listTask(workspace: KnownWorkspace, kind: FlowKind, now: number): Task {
  const { agentsAt } = workspace.lists[kind];
  const isOld = (listedAt: number | null) => listedAt === null || now - listedAt > NAMES_MS;
  const withBases = kind === "call_flow" && isOld(workspace.basesAt);
  return { workspaceId: workspace.id, what: "list", kind, withAgents: isOld(agentsAt), withBases };
}

/** Returns the work by which a workspace shows that it is still there, and is first of all. */
function signOfLife(workspace: KnownWorkspace, now: number): Candidate {
  const kind = mostOverdue(workspace, 1, now)?.kind ?? "call_flow";
  // A key that was refused is checked by the list that everybody checks keys with.
  const checked = workspace.failure?.keyRefused ? "call_flow" : kind;
  return {
    task: { ...listTask(workspace, checked, now), ...{ withAgents: false, withBases: false } },
    key: workspace.key,
    class: CLASSES.sign_of_life,
    rank: workspace.heardAt ?? 0,
    waitingSince: 0,
    isUrgent: true,
  };
}

function listCandidates(workspace: KnownWorkspace, interval: number, now: number): Candidate[] {
  return FLOW_KINDS.flatMap((kind) => {
    const { readAt, isPaused } = workspace.lists[kind];
    const overdue = readAt === null ? Number.POSITIVE_INFINITY : (now - readAt) / interval;
    if (isPaused || overdue < 1) return [];
    const task = listTask(workspace, kind, now);
    return [
      { task, key: workspace.key, class: CLASSES.list, rank: -overdue, waitingSince: 0, isUrgent: true },
    ];
  });
}

function flowCandidates({ id, key, flows, flowReadAt }: KnownWorkspace): Candidate[] {
  return flows.map((flow, rank) => ({
    task: { workspaceId: id, what: "flow", flow },
    key,
    class: flow.why === "old" ? CLASSES.old_flow : CLASSES.flow,
    rank,
    waitingSince: flowReadAt ?? 0,
    isUrgent: flow.why === "moved",
  }));
}

/** Returns the candidates of all workspaces that have one key. */
function candidatesOfKey(workspaces: readonly KnownWorkspace[], room: KeyRoom, now: number): Candidate[] {
  const awake = workspaces.filter((workspace) => isAwake(workspace, now));
  const stretch = stretchOf(awake, room, now);
  const heardAt = Math.max(0, ...workspaces.map((workspace) => workspace.heardAt ?? 0));
  const refusals = workspaces.flatMap(({ failure }) => (failure?.keyRefused ? [failure.since] : []));
  const refusedAt = refusals.length > 0 ? Math.max(...refusals) : null;
  const candidates: Candidate[] = [];
  for (const workspace of awake) {
    if (workspace.failure || isSuspect(workspace, refusedAt)) {
      // Until it answers, nothing else is sent to it.
      candidates.push(signOfLife(workspace, now));
      continue;
    }
    candidates.push(...listCandidates(workspace, intervalOf(workspace, now) * stretch, now));
    candidates.push(...flowCandidates(workspace));
  }
  const isAsked = candidates.some((one) => one.class <= CLASSES.list);
  if (isAsked || now - heardAt < SILENCE_MS) return candidates;
  const silent = awake.map((workspace) => signOfLife(workspace, now)).sort(byOrder);
  return [...silent.slice(0, 1), ...candidates];
}

function byOrder(one: Candidate, other: Candidate): number {
  // Two lists that were never read are equally overdue, and infinity minus infinity is no number.
  const rank = one.rank === other.rank ? 0 : one.rank - other.rank;
  return (
    one.class - other.class ||
    rank ||
    one.waitingSince - other.waitingSince ||
    one.task.workspaceId.localeCompare(other.task.workspaceId)
  );
}

/** What a round may still plan. */
class Allowance {
  private readonly left: Map<string, number>;
  private readonly ofWorkspaces = new Map<string, number>();

  constructor(
    private readonly rooms: ReadonlyMap<string, KeyRoom>,
    private most: number,
  ) {
    this.left = new Map([...rooms].map(([key, room]) => [key, room.left]));
  }

  /** Takes what a candidate costs, or nothing where that is more than there is. */
  take({ key, task, isUrgent }: Candidate): boolean {
    const cost = costOf(task);
    const left = this.left.get(key) ?? 0;
    const spare = isUrgent ? 0 : Math.floor((this.rooms.get(key)?.share ?? 0) / 4);
    const taken = this.ofWorkspaces.get(task.workspaceId) ?? 0;
    if (this.most < 1 || left - cost < spare || taken >= MOST_OF_A_WORKSPACE) return false;
    this.left.set(key, left - cost);
    this.ofWorkspaces.set(task.workspaceId, taken + 1);
    this.most -= 1;
    return true;
  }
}

function costOf(task: Task): number {
  return task.what === "list" ? 1 + Number(task.withAgents) + Number(task.withBases) : 1;
}

/** The same work for less, the dearest first: names can wait, and those of knowledge bases longer than those of agents. */
function variantsOf(candidate: Candidate): Candidate[] {
  const { task } = candidate;
  if (task.what !== "list") return [candidate];
  const { withAgents, withBases } = task;
  const names = [
    { withAgents, withBases },
    { withAgents, withBases: false },
    { withAgents: false, withBases: false },
  ];
  return names.map((one) => ({ ...candidate, task: { ...task, ...one } }));
}

/**
 * Plans what the keeper reads next: first signs of life of keys that were silent, then lists whose time has come, then flows: of
 * each workspace those that a list shows to be updated, and those that were never read; last, flows that were read long ago.
 * Workspaces with the same key take turns.
 *
 * @param known the workspaces that nobody reads for the keeper right now
 * @param rooms what may be sent with each key
 * @param most how many requests the round may plan altogether: people need the processor and the database, too
 * @returns the work in the order in which it matters
 */
export function plan(
  known: readonly KnownWorkspace[],
  rooms: ReadonlyMap<string, KeyRoom>,
  now: number,
  most: number,
): Task[] {
  const ofKeys = new Map<string, KnownWorkspace[]>();
  for (const workspace of known) ofKeys.set(workspace.key, [...(ofKeys.get(workspace.key) ?? []), workspace]);
  const candidates = [...ofKeys].flatMap(([key, workspaces]) =>
    candidatesOfKey(workspaces, rooms.get(key) ?? NO_ROOM, now),
  );
  const allowance = new Allowance(rooms, most);
  return candidates.sort(byOrder).flatMap((candidate) => {
    const fit = variantsOf(candidate).find((one) => allowance.take(one));
    return fit ? [fit.task] : [];
  });
}
