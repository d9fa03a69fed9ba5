import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, book, EMPTY_LEDGER, type Ledger, room } from "@/lib/workspaces/budget/shares";
import { type DueFlow, type KeyRoom, type KnownWorkspace, plan, roomOfKey, type Task } from "./plan";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const NOW = 1_000 * MINUTE;
const PLENTY: KeyRoom = { share: 800, left: 800 };

const flows = (count: number, why: DueFlow["why"] = "unread"): DueFlow[] =>
  Array.from({ length: count }, (_, n) => ({
    rowId: `${why}-${n}`,
    kind: "call_flow",
    id: `${why}${n}`,
    why,
  }));

/** A workspace whose lists were read just now, so that nothing is due but what a test adds. */
function known(id: string, more: Partial<KnownWorkspace> = {}): KnownWorkspace {
  const list = { readAt: NOW, agentsAt: NOW, isPaused: false };
  return {
    id,
    key: `key of ${id}`,
    lookedAt: null,
    heardAt: NOW,
    failure: null,
    flowReadAt: null,
    lists: { call_flow: list, message_flow: list },
    basesAt: NOW,
    flows: [],
    ...more,
  };
}

const readAgo = (callMs: number, messageMs: number): KnownWorkspace["lists"] => ({
  call_flow: { readAt: NOW - callMs, agentsAt: NOW, isPaused: false },
  message_flow: { readAt: NOW - messageMs, agentsAt: NOW, isPaused: false },
});

/** What is planned, in short: "a list call_flow" or "a unread0". */
function planned(workspaces: KnownWorkspace[], keyRoom: KeyRoom = PLENTY, most = 100): string[] {
  const rooms = new Map(workspaces.map(({ key }) => [key, keyRoom]));
  return plan(workspaces, rooms, NOW, most).map(words);
}
const words = (task: Task) =>
  `${task.workspaceId} ${task.what === "list" ? `list ${task.kind}` : task.flow.id}`;

describe("lists", () => {
  it("are read every two minutes where somebody looks, and every fifteen elsewhere", () => {
    const lists = readAgo(3 * MINUTE, 16 * MINUTE);
    expect(planned([known("a", { lists, lookedAt: NOW - 10 * MINUTE })])).toEqual([
      "a list message_flow",
      "a list call_flow",
    ]);
    expect(planned([known("a", { lists, lookedAt: NOW - 20 * MINUTE })])).toEqual(["a list message_flow"]);
  });

  it("come before flows, and the first of all are those that were never read", () => {
    const never = { readAt: null, agentsAt: null, isPaused: false };
    const a = known("a", { flows: flows(1, "moved"), lists: readAgo(MINUTE, 16 * MINUTE) });
    const b = known("b", { lists: { call_flow: never, message_flow: never } });
    expect(planned([a, b])).toEqual([
      "b list call_flow",
      "b list message_flow",
      "a list message_flow",
      "a moved0",
    ]);
  });

  it("name agents when these were not listed for a while, if there is room for the second request", () => {
    const lists = readAgo(16 * MINUTE, MINUTE);
    lists.call_flow.agentsAt = null;
    const of = (left: number) =>
      plan([known("a", { lists })], new Map([["key of a", { share: 8, left }]]), NOW, 9);
    expect(of(2)).toMatchObject([{ what: "list", withAgents: true }]);
    expect(of(1)).toMatchObject([{ what: "list", withAgents: false }]);
  });

  it("of call flows name knowledge bases likewise, and these wait first where there is little room", () => {
    const lists = readAgo(16 * MINUTE, MINUTE);
    lists.call_flow.agentsAt = null;
    const of = (left: number, basesAt: number | null) =>
      plan([known("a", { lists, basesAt })], new Map([["key of a", { share: 8, left }]]), NOW, 9);
    expect(of(3, null)).toMatchObject([{ withAgents: true, withBases: true }]);
    expect(of(3, NOW - 16 * MINUTE)).toMatchObject([{ withBases: true }]);
    expect(of(3, NOW - MINUTE)).toMatchObject([{ withBases: false }]);
    expect(of(2, null)).toMatchObject([{ withAgents: true, withBases: false }]);
    expect(of(1, null)).toMatchObject([{ withAgents: false, withBases: false }]);
    const messages = known("a", { lists: readAgo(MINUTE, 16 * MINUTE), basesAt: null });
    expect(plan([messages], new Map([["key of a", PLENTY]]), NOW, 9)).toMatchObject([
      { kind: "message_flow", withBases: false },
    ]);
  });

  it("of a key with very many workspaces wait longer, all alike, so that flows are read too", () => {
    const many = Array.from({ length: 15 }, (_, n) =>
      known(`w${n}`, { key: "one", lookedAt: NOW, lists: readAgo(5 * MINUTE, 5 * MINUTE), flows: flows(4) }),
    );
    const at60 = { share: 8, left: 8 };
    expect(planned(many, at60).some((one) => one.includes("list"))).toBe(false);
    const later = many.map((one) => ({ ...one, lists: readAgo(8 * MINUTE, 8 * MINUTE) }));
    expect(planned(later, at60).every((one) => one.includes("list"))).toBe(true);
  });

  it("that failed lately are left alone", () => {
    const lists = readAgo(16 * MINUTE, 17 * MINUTE);
    lists.message_flow.isPaused = true;
    expect(planned([known("a", { lists })])).toEqual(["a list call_flow"]);
  });
});

describe("flows", () => {
  it("that moved come before those that were never read, and old ones are last", () => {
    const of = [...flows(1, "moved"), ...flows(1), ...flows(1, "old")];
    expect(planned([known("a", { flows: of })])).toEqual(["a moved0", "a unread0", "a old0"]);
  });

  it("of workspaces with one key are read in turns, and who waited longest is first", () => {
    const a = known("a", { key: "one", flows: flows(3), flowReadAt: NOW - SECOND });
    const b = known("b", { key: "one", flows: flows(3), flowReadAt: NOW - MINUTE });
    expect(planned([a, b])).toEqual([
      "b unread0",
      "a unread0",
      "b unread1",
      "a unread1",
      "b unread2",
      "a unread2",
    ]);
    expect(planned([a, b], { share: 4, left: 2 })).toEqual(["b unread0"]);
  });

  it("that can wait leave a quarter of the share to those that can't", () => {
    expect(planned([known("a", { flows: flows(4) })], { share: 8, left: 4 })).toHaveLength(2);
    expect(planned([known("a", { flows: flows(4, "moved") })], { share: 8, left: 4 })).toHaveLength(4);
  });

  it("of one workspace are a few in a round, and all together are no more than a round takes", () => {
    const all = ["a", "b", "c"].map((id) => known(id, { flows: flows(9) }));
    expect(planned(all)).toHaveLength(12);
    expect(planned(all, PLENTY, 5)).toHaveLength(5);
  });
});

describe("a key", () => {
  it("of which nothing was heard for two and a half minutes is used for the list that waits longest", () => {
    const lists = readAgo(3 * MINUTE, 4 * MINUTE);
    const quiet = (heardMs: number) => known("a", { lists, heardAt: NOW - heardMs, flows: flows(1) });
    expect(planned([quiet(2 * MINUTE)])).toEqual(["a unread0"]);
    expect(planned([quiet(2.5 * MINUTE)])).toEqual(["a list message_flow", "a unread0"]);
  });

  it("is heard of through any of its workspaces", () => {
    const quiet = known("a", { key: "one", heardAt: NOW - 10 * MINUTE });
    expect(planned([quiet, known("b", { key: "one" })])).toEqual([]);
  });

  it("that was refused for one workspace is checked at once for the others, and then for none again", () => {
    const since = NOW - 5 * SECOND;
    const refused = known("a", { key: "one", failure: { since, retryAt: NOW + MINUTE, keyRefused: true } });
    const neighbour = (heardAt: number) => known("b", { key: "one", heardAt, flows: flows(2) });
    expect(planned([refused, neighbour(since - 1)])).toEqual(["b list call_flow"]);
    expect(planned([refused, neighbour(since + 1)])).toEqual(["b unread0", "b unread1"]);
    const unreachable = known("a", {
      key: "one",
      failure: { since, retryAt: NOW + MINUTE, keyRefused: false },
    });
    expect(planned([unreachable, neighbour(since - 1)])).toEqual(["b unread0", "b unread1"]);
  });

  it("leaves a fifth of the background's part to recovery, and a limit without parts to people", () => {
    expect(roomOfKey({ limit: 60, left: 10 })).toEqual({ share: 8, left: 8 });
    expect(roomOfKey({ limit: 60, left: 1 })).toEqual({ share: 8, left: 0 });
    expect(roomOfKey({ limit: 6, left: 6 })).toEqual({ share: 1, left: 1 });
    expect(roomOfKey({ limit: 6, left: 5 })).toEqual({ share: 1, left: 0 });
  });
});

describe("a workspace that fails", () => {
  const failing = (retryAt: number, keyRefused = false) =>
    known("a", {
      failure: { since: NOW - MINUTE, retryAt, keyRefused },
      lists: readAgo(16 * MINUTE, 17 * MINUTE),
      flows: flows(4),
    });

  it("is left alone until its time has come, and then gets one request", () => {
    expect(planned([failing(NOW + 1)])).toEqual([]);
    expect(planned([failing(NOW)])).toEqual(["a list message_flow"]);
  });

  it("for a refused key is checked by the list that keys are checked with", () => {
    expect(planned([failing(NOW, true)])).toEqual(["a list call_flow"]);
  });
});

/** A portal in simulated time: its workspaces, their keys' ledgers, and what was sent when. */
class SimulatedPortal {
  now = NOW;
  readonly sent = new Map<string, number[]>();
  readonly listGaps: { workspace: string; ms: number }[] = [];
  private readonly ledgers = new Map<string, Ledger>();
  private readonly unread: Map<string, number>;

  constructor(
    private readonly limit: number,
    private workspaces: KnownWorkspace[],
    flowsOfEach: number,
  ) {
    this.unread = new Map(workspaces.map(({ id }) => [id, flowsOfEach]));
  }

  get isKnown(): boolean {
    return [...this.unread.values()].every((left) => left === 0);
  }

  /** Three seconds of the keeper, which does all that it plans, and of nobody else. */
  round(): void {
    this.now += 3 * SECOND;
    const withFlows = this.workspaces.map((one) => ({
      ...one,
      flows: flows(Math.min(4, this.unread.get(one.id) ?? 0)),
    }));
    const rooms = new Map(this.workspaces.map(({ key }) => [key, this.roomOf(key)]));
    for (const task of plan(withFlows, rooms, this.now, 20)) this.carryOut(task);
  }

  private ledger(key: string): Ledger {
    return at(this.ledgers.get(key) ?? EMPTY_LEDGER, this.now);
  }

  private roomOf(key: string): KeyRoom {
    const left = room(this.ledger(key), this.limit, { purpose: "background" }, 1);
    return roomOfKey({ limit: this.limit, left });
  }

  private carryOut(task: Task): void {
    const workspace = this.workspaces.find(({ id }) => id === task.workspaceId);
    if (!workspace) throw new Error(`${task.workspaceId} was never given`);
    const { key } = workspace;
    const points = task.what === "list" ? 1 + Number(task.withAgents) + Number(task.withBases) : 1;
    expect(this.roomOf(key).left).toBeGreaterThanOrEqual(points);
    const booking = { until: this.now + 62 * SECOND, purpose: "background", person: "", points } as const;
    this.ledgers.set(key, book(this.ledger(key), booking));
    this.sent.set(key, [...(this.sent.get(key) ?? []), ...Array.from({ length: points }, () => this.now)]);
    const next = { ...workspace, heardAt: this.now };
    if (task.what === "flow") {
      this.unread.set(workspace.id, (this.unread.get(workspace.id) ?? 0) - 1);
      next.flowReadAt = this.now;
    } else {
      const { readAt, agentsAt } = workspace.lists[task.kind];
      if (task.withBases) next.basesAt = this.now;
      if (readAt !== null) this.listGaps.push({ workspace: workspace.id, ms: this.now - readAt });
      next.lists = {
        ...workspace.lists,
        [task.kind]: { readAt: this.now, agentsAt: task.withAgents ? this.now : agentsAt, isPaused: false },
      };
    }
    this.workspaces = this.workspaces.map((one) => (one.id === next.id ? next : one));
  }
}

function simulated(limit: number, workspaces: number, keys: number, flowsOfEach: number, watched: number) {
  const never = { readAt: null, agentsAt: null, isPaused: false };
  const all = Array.from({ length: workspaces }, (_, n) =>
    known(`w${n}`, {
      key: `key ${n % keys}`,
      // Somebody looks all the time.
      lookedAt: n < watched ? Number.POSITIVE_INFINITY : null,
      lists: { call_flow: never, message_flow: never },
      basesAt: null,
    }),
  );
  return new SimulatedPortal(limit, all, flowsOfEach);
}

const rounds = (portal: SimulatedPortal, minutes: number) => {
  for (let round = 0; round < (minutes * MINUTE) / (3 * SECOND); round++) portal.round();
};

describe("in simulated time", () => {
  it("two hundred flows of a key with sixty requests a minute are known within an hour", () => {
    const portal = simulated(60, 1, 1, 200, 1);
    rounds(portal, 60);
    expect(portal.isKnown).toBe(true);
    expect(Math.max(...portal.listGaps.map(({ ms }) => ms))).toBeLessThan(3 * MINUTE);
  });

  it("fifteen workspaces with eighty flows and a key each are known within half an hour", () => {
    const portal = simulated(60, 15, 15, 80, 5);
    rounds(portal, 30);
    expect(portal.isKnown).toBe(true);
  });

  it("no key sends more than its share in any minute, hears nothing for three, or keeps a flow unread for ever", () => {
    const scene = fc.record({
      limit: fc.integer({ min: 2, max: 300 }),
      workspaces: fc.integer({ min: 1, max: 8 }),
      keys: fc.integer({ min: 1, max: 8 }),
      flowsOfEach: fc.integer({ min: 0, max: 6 }),
      watched: fc.integer({ min: 0, max: 8 }),
    });
    fc.assert(
      fc.property(scene, ({ limit, workspaces, keys, flowsOfEach, watched }) => {
        const portal = simulated(limit, workspaces, keys, flowsOfEach, watched);
        rounds(portal, 150);
        expect(portal.isKnown).toBe(true);
        const { share } = roomOfKey({ limit, left: 0 });
        for (const times of portal.sent.values()) {
          for (const [place, time] of times.entries()) {
            // The one that is `share` places later is out of this one's minute.
            expect((times[place + share] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThan(MINUTE);
            expect((times[place + 1] ?? portal.now) - time).toBeLessThan(3 * MINUTE);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
