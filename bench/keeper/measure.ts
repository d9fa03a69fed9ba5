import { z } from "zod";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { Keeper } from "@/lib/keeper/keeper";
import { askSandbox } from "@/tests/support/sandbox-control";
import { People, type PersonsRequest, watchWaits } from "./people";
import type { BenchWorkspace, Scene } from "./scene";

const MINUTE_MS = 60_000;
const ROUND_SECONDS = 3;
/** People alone, before the keeper begins: what its work is compared with. */
const ALONE_MINUTES = 5;

/** Something that happened at the upstream, and how long it took until the portal knew, in seconds of simulated time. */
export interface Finding {
  what: "edit where somebody looks" | "edit where nobody looks" | "dead key";
  seconds: number | null;
}

export interface Measures {
  minutes: number;
  /** After how many minutes the last flow was read; null where some were not. */
  knownAfter: number | null;
  read: number;
  flows: number;
  sent: number;
  /** The most requests of one key within a minute, by the sandbox's own times: people's and the keeper's. */
  mostInMinute: number;
  refused: number;
  findings: Finding[];
  alone: PersonsRequest[];
  beside: PersonsRequest[];
  /** How often people's requests found no room in the budget, and had to wait for it. */
  waitsAlone: number;
  waitsBeside: number;
  transactions: number;
  seconds: number;
}

const logEntry = z.object({
  n: z.int(),
  at: z.string(),
  path: z.string(),
  status: z.int().nullable(),
  headers: z.object({ "x-api-key": z.object({ sha256: z.string() }) }).loose(),
});
type LogEntry = z.output<typeof logEntry>;

/** The requests that reached the sandbox; its log forgets the oldest, so it is read as it grows. */
class SeenRequests {
  readonly entries: LogEntry[] = [];
  private last = 0;

  constructor(private readonly controlUrl: string) {}

  async readOn(): Promise<void> {
    const { entries } = await askSandbox<{ entries: unknown[] }>(
      this.controlUrl,
      "GET",
      `/log?since=${this.last}`,
    );
    const added = z.array(logEntry).parse(entries);
    this.entries.push(...added);
    this.last = added.at(-1)?.n ?? this.last;
  }

  mostInMinute(): number {
    let most = 0;
    const ofKeys = new Map<string, number[]>();
    for (const { at, headers } of this.entries) {
      const key = headers["x-api-key"].sha256;
      const times = [...(ofKeys.get(key) ?? []), Date.parse(at)].filter(
        (time) => time > Date.parse(at) - MINUTE_MS,
      );
      ofKeys.set(key, times);
      most = Math.max(most, times.length);
    }
    return most;
  }
}

/** Something that was done at the upstream, and has to show here. */
interface Expected {
  what: Finding["what"];
  at: number;
  isThere: () => Promise<boolean>;
}

async function hasDrift(workspaceId: string, flowId: string, since: number): Promise<boolean> {
  const events = await database().auditEvent.count({
    where: {
      chain: workspaceId,
      action: { endsWith: ".drift" },
      targetId: flowId,
      occurredAt: { gt: new Date(since) },
    },
  });
  return events > 0;
}

async function isRed(workspaceId: string): Promise<boolean> {
  const { health } = await database().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  return health === "failing";
}

/** What happens at the upstream while the keeper works. */
class Events {
  readonly findings: Finding[] = [];
  private waiting: Expected[] = [];
  private edits = 0;

  constructor(private readonly scene: Scene) {}

  async edit(what: Finding["what"], workspace: BenchWorkspace): Promise<void> {
    const { time, controlUrl } = this.scene;
    this.edits += 1;
    // Not the first flow, which somebody saves all the time.
    const flow = workspace.flows[1 + (this.edits % (workspace.flows.length - 1))];
    if (!flow) return;
    const row = await database().flow.findFirst({
      where: { workspaceId: workspace.id, upstreamId: flow.id, revisionNumber: { not: null } },
    });
    // What was never read can't be seen to have changed.
    if (!row) return;
    const at = time.now();
    const segment = flow.kind === "call_flow" ? "call" : "message";
    await askSandbox(controlUrl, "PATCH", `/flows/${segment}/${flow.id}`, {
      description: `Edited ${this.edits} times`,
    });
    this.waiting.push({ what, at, isThere: () => hasDrift(workspace.id, flow.id, at) });
  }

  async killKey(workspace: BenchWorkspace): Promise<void> {
    const rule = { kind: "status", status: 401, message: "Invalid API key", times: 0 };
    await askSandbox(this.scene.controlUrl, "POST", "/faults", {
      ...rule,
      match: { workspaceId: workspace.upstreamId },
    });
    this.waiting.push({ what: "dead key", at: this.scene.time.now(), isThere: () => isRed(workspace.id) });
  }

  async check(): Promise<void> {
    const waiting: Expected[] = [];
    for (const one of this.waiting) {
      const seconds = (this.scene.time.now() - one.at) / 1000;
      if (await one.isThere()) this.findings.push({ what: one.what, seconds });
      else waiting.push(one);
    }
    this.waiting = waiting;
  }

  /** What is not there at the end was not found. */
  end(): void {
    this.findings.push(...this.waiting.map(({ what }) => ({ what, seconds: null })));
  }
}

const readSoFar = () => database().flow.count({ where: { revisionNumber: { not: null } } });

const statementsRow = z.object({ count: z.int() });

/** How many transactions the database has seen: nearly every statement of the portal is one. */
async function transactions(): Promise<number> {
  const [row] = await queryRows(database(), "the database's counters", statementsRow)`
    SELECT (xact_commit + xact_rollback)::int AS "count" FROM pg_stat_database WHERE datname = current_database()`;
  return row?.count ?? 0;
}

/** When keys die, in minutes before the end. */
const DEATHS = [10, 8, 6, 4];

/** Who is where: people at work, people who look, nobody, and keys that are about to die. */
function castOf({ workspaces }: Scene) {
  const [busy] = workspaces;
  if (!busy) throw new Error("there is no workspace");
  const watched = workspaces.slice(0, Math.ceil(workspaces.length / 3));
  const dying = workspaces.slice(-DEATHS.length);
  return { busy, watched, quiet: workspaces.slice(watched.length, -DEATHS.length), dying };
}

/** What a minute begins with: somebody looks, two flows are edited elsewhere, and some keys die. */
async function beginMinute(minute: number, minutes: number, scene: Scene, events: Events): Promise<void> {
  const { busy, watched, quiet, dying } = castOf(scene);
  const ids = watched.map(({ id }) => id);
  await database().workspace.updateMany({ where: { id: { in: ids } }, data: { lookedAt: new Date() } });
  // Neither before there is something to compare with, nor too late to be found before the end.
  if (minute >= 5 && minute < minutes - 8) {
    await events.edit("edit where somebody looks", watched[minute % watched.length] ?? busy);
    await events.edit("edit where nobody looks", quiet[minute % quiet.length] ?? busy);
  }
  const dead = dying[DEATHS.indexOf(minutes - minute)];
  if (dead) await events.killKey(dead);
}

/** Rounds at their usual distance, so many minutes of them; `work` is done in each. */
async function pass(
  { time }: Scene,
  minutes: number,
  work: (second: number) => Promise<void>,
): Promise<void> {
  const began = time.now();
  for (let second = 0; second < minutes * 60; second += ROUND_SECONDS) {
    await time.passUntil(began + second * 1000);
    await work(second);
  }
}

/**
 * Lets so many minutes pass, with people at work in the first workspace all the time. Somebody looks at the first third of
 * the workspaces.
 */
export async function measure(scene: Scene, minutes: number, say: (line: string) => void): Promise<Measures> {
  const { time, workspaces, ownerId, controlUrl } = scene;
  const { busy } = castOf(scene);
  const flows = workspaces.reduce((sum, one) => sum + one.flows.length, 0);
  const seen = new SeenRequests(controlUrl);
  const began = time.trueNow();
  const waits = watchWaits();
  const people = new People(busy, ownerId, time.trueNow);
  await pass(scene, ALONE_MINUTES, () => people.work(ROUND_SECONDS));
  const alone = people.requests.splice(0);
  const waitsAlone = waits.count;

  const keeper = new Keeper((error) => {
    throw error;
  });
  const events = new Events(scene);
  const before = await transactions();
  let knownAfter: number | null = null;
  await pass(scene, minutes, async (second) => {
    if (second % 60 === 0) await beginMinute(second / 60, minutes, scene, events);
    await keeper.round();
    await people.work(ROUND_SECONDS);
    await keeper.settled();
    await events.check();
    const read = await readSoFar();
    if (read === flows) knownAfter ??= (second + ROUND_SECONDS) / 60;
    if (second % 60 !== 0) return;
    await seen.readOn();
    say(`minute ${second / 60}: ${read} of ${flows} flows read`);
  });
  events.end();
  await seen.readOn();
  return {
    minutes,
    knownAfter,
    read: await readSoFar(),
    flows,
    sent: seen.entries.length,
    mostInMinute: seen.mostInMinute(),
    refused: seen.entries.filter(({ status }) => status === 429).length,
    findings: events.findings,
    alone,
    beside: people.requests,
    waitsAlone,
    waitsBeside: waits.count - waitsAlone,
    transactions: (await transactions()) - before,
    seconds: (time.trueNow() - began) / 1000,
  };
}
