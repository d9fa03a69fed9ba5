import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type Lease, startLease } from "@/lib/changes/lease";
import { observeFlow } from "@/lib/changes/observe-flow";
import { syncFlows } from "@/lib/sync/sync-flows";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { storeHealth } from "@/lib/workspaces/note-health";
import { blame, Pauses } from "./back-off";
import { type KeptWorkspace, listName, roomsOf, takeLease } from "./known-state";
import { noteTurn, type Turn } from "./note-turn";
import { plan, type Task } from "./plan";
import { TurnQueue } from "./turn-queue";

/** Each round renews the lease, which lasts for some rounds. */
const ROUND_MS = 3_000;
/** How long after a round that renewed the lease requests may start: others may take it some seconds later. */
const SEND_WITHIN_MS = 6_000;
/** How many requests a round plans. */
const MOST_OF_A_ROUND = 20;

const itemOf = (task: Task) =>
  task.what === "flow" ? task.flow.rowId : listName(task.workspaceId, task.kind);

/**
 * Keeps the lists and flows of all workspaces fresh, on one replica at a time. It spends the background's part of each
 * key's minute alone. What is read next is decided by `plan`; here is only who reads, and what becomes of it.
 */
export class Keeper {
  /** Names the lease that this process may have, and so it is the fence of what is written under it. */
  private readonly holder = uuidv7();
  private readonly pauses: Pauses;
  /** How many reads of single items have failed in a row, by workspace. */
  private readonly failedItems = new Map<string, number>();
  private readonly turns: TurnQueue;
  private lease: Lease | null = null;
  private isRound = false;

  /**
   * @param onError gets what no upstream is to blame for
   * @param clock a clock that only goes forward, in milliseconds
   */
  constructor(onError: (error: unknown) => void, clock: () => number = () => performance.now()) {
    this.turns = new TurnQueue(onError);
    this.pauses = new Pauses(clock);
  }

  /**
   * Takes or renews the lease, plans, and starts what was planned. It does not wait for the upstream: a slow workspace
   * holds up no other, and is left out of the rounds until its turn is over.
   * @returns whether this process has the lease
   */
  async round(): Promise<boolean> {
    if (this.isRound) return this.lease !== null;
    this.isRound = true;
    try {
      const lease = startLease(SEND_WITHIN_MS);
      const state = await takeLease(this.holder, this.pauses);
      this.lease = state === null ? null : lease;
      if (state === null) return false;
      await this.start(state.workspaces, state.now);
      return true;
    } finally {
      this.isRound = false;
    }
  }

  /** Waits for all turns that were started. */
  async settled(): Promise<void> {
    await this.turns.settled();
  }

  private async start(workspaces: KeptWorkspace[], now: number): Promise<void> {
    const free = workspaces.filter(({ known }) => !this.turns.has(known.id));
    const rooms = await roomsOf(free.map(({ connected }) => connected));
    const tasks = plan(
      free.map(({ known }) => known),
      rooms,
      now,
      MOST_OF_A_ROUND,
    );
    const planned = new Set(tasks.map(({ workspaceId }) => workspaceId));
    const byId = new Map(free.map((workspace) => [workspace.known.id, workspace]));
    // In the order in which it matters: a set keeps that of the plan.
    for (const id of planned) {
      const workspace = byId.get(id);
      if (!workspace || workspace.connected instanceof UpstreamError) continue;
      const { connected } = workspace;
      const own = tasks.filter(({ workspaceId }) => workspaceId === id);
      this.turns.add(id, () => this.turnOf(workspace, connected, own));
    }
    for (const workspace of free) {
      const { connected, known } = workspace;
      if (!(connected instanceof UpstreamError) || (known.failure?.retryAt ?? 0) > now) continue;
      this.turns.add(known.id, () => this.noteUnopened(workspace, connected));
    }
  }

  /** A key that can't be opened is a key that does not work, though no upstream has said so. */
  private async noteUnopened(
    { known, failures, isShownFailing }: KeptWorkspace,
    error: UpstreamError,
  ): Promise<void> {
    const keyRefused = error.kind === "credentials";
    const failure = { message: error.message, keyRefused };
    if (keyRefused && !isShownFailing)
      await storeHealth(known.id, { state: "failing", detail: error.message }, null);
    await noteTurn(this.holder, { workspaceId: known.id, lists: 0, flows: 0, drift: 0, failure }, failures);
  }

  /** Does what was planned for one workspace, one after another, until something concerns all of it. */
  private async turnOf(
    { known, failures }: KeptWorkspace,
    workspace: ConnectedWorkspace,
    tasks: Task[],
  ): Promise<void> {
    const turn: Turn = { workspaceId: known.id, lists: 0, flows: 0, drift: 0, failure: null };
    let attempted = false;
    for (const task of tasks) {
      if (!this.lease?.mayStillSend()) break;
      try {
        await carryOut(workspace, task, turn);
        this.pauses.done(itemOf(task));
        this.failedItems.delete(known.id);
        attempted = true;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        const whose = this.judge(error, task);
        attempted ||= whose !== "budget";
        if (whose === "item") continue;
        if (whose === "workspace")
          turn.failure = { message: error.message, keyRefused: error.kind === "credentials" };
        break;
      }
    }
    if (attempted) await noteTurn(this.holder, turn, failures);
  }

  private judge(error: UpstreamError, task: Task) {
    const { workspaceId } = task;
    const inRow = (this.failedItems.get(workspaceId) ?? 0) + 1;
    const whose = blame(error, task, inRow);
    if (whose !== "budget") {
      this.pauses.failed(itemOf(task));
      this.failedItems.set(workspaceId, inRow);
    }
    return whose;
  }
}

async function carryOut(workspace: ConnectedWorkspace, task: Task, turn: Turn): Promise<void> {
  if (task.what === "list") {
    const { withAgents, withBases } = task;
    await syncFlows(workspace, task.kind, { withAgents, withBases });
    turn.lists += 1;
    return;
  }
  const { found } = await observeFlow(workspace.id, task.flow.kind, task.flow.id, workspace.purpose);
  turn.flows += 1;
  if (found === "drift") turn.drift += 1;
}

/** Starts this replica's keeper: it works where no other replica does. */
export function startKeeper(onError: (error: unknown) => void): void {
  const keeper = new Keeper(onError);
  const round = () => void keeper.round().catch(onError);
  round();
  setInterval(round, ROUND_MS).unref();
}
