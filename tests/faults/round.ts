import { setTimeout as pause } from "node:timers/promises";
import type { Judgement } from "./oracle/evidence";
import { flowsOf, gather, revisionsBefore, showFlows } from "./oracle/gather";
import { judgeRound } from "./oracle/judge-round";
import { keepEvidence } from "./oracle/kept-evidence";
import { eventsOf } from "./oracle/log";
import { assignRequests, type Beginning, beginningOf, truthSince } from "./oracle/truth";
import type { Plan } from "./plan";
import { orNull, until } from "./poll";
import type { Lane } from "./processes/lane";
import { random } from "./random";
import { recoveryTimes, type Watch, watchRecovery } from "./recovery";
import { deadKey } from "./stories/dead-key";
import type { RoundRecord, Workspace, Write } from "./world/record";
import { listOpenChanges, pendingChanges, Scene } from "./world/scene";
import type { World } from "./world/world";

/** A change that is still in flight after this time counts as stuck. */
const LONGEST_SETTLING_MS = 90_000;

/** What arrives late is credited to its change within this time after the flow was read again. */
const LATE_CREDIT_MS = 12_000;

/** One round that was made, for the report. */
export interface Round {
  seed: string;
  lane: string;
  disturbance: string;
  upstream: string;
  stories: string[];
  writes: number;
  /** What clients were told, by status and code. */
  told: Record<string, number>;
  judgement: Judgement;
  recoveries: { what: string; ms: number }[];
  ms: number;
}

/** Prepares the stories while nothing is broken, and returns what they then do. */
async function prepare(
  lane: Lane,
  world: World,
  plan: Plan,
  record: RoundRecord,
): Promise<(() => Promise<void>)[]> {
  const chance = random(plan.seed).derive("stories");
  const scene = (name: string, workspace: Workspace, index: number) =>
    new Scene(lane, record, workspace, world.people, chance.derive(String(index)), name);
  const [refused, good, third] = world.workspaces;
  const acts: (() => Promise<void>)[] = [];
  if (plan.deadKey) {
    const name = plan.deadKey;
    acts.push(await deadKey(scene(name, good, -2))(scene(name, refused, -1)));
  }
  for (const [index, { name, story }] of plan.stories.entries()) {
    const workspace = plan.deadKey ? chance.pick([good, third]) : chance.pick(world.workspaces);
    acts.push(await story(scene(name, workspace, index)));
  }
  return acts;
}

/** A client that got no answer, or one that says nothing of its write, repeats the request under the same key. */
function wantsRepeat({ told, startedAt }: Write): boolean {
  if (startedAt === 0) return false;
  const last = told.at(-1) ?? null;
  return last === null || [500, 503, 504].includes(last.status) || last.code === "idempotency_in_progress";
}

async function nothingPending({ owner, workspaces }: World): Promise<boolean> {
  for (const workspace of workspaces) {
    const pending = await pendingChanges(owner, workspace);
    if (pending === null || pending.length > 0) return false;
  }
  return true;
}

/** Waits for what comes late, and gives the portal the time to notice it. */
async function letLateWritesShow(
  lane: Lane,
  world: World,
  record: RoundRecord,
  beginning: Beginning,
): Promise<void> {
  await pause(Math.max(0, record.lateUntil - Date.now()));
  for (const { slug } of world.workspaces) {
    await orNull(world.owner.client.call("GET", `/api/workspaces/${slug}/call-flows?refresh=1`), 10_000);
  }
  await showFlows(world, await flowsOf(lane, world, record, beginning));
  const truth = await truthSince(lane.sandbox, beginning);
  const late = truth.requests.filter(({ applied, fault }) => applied && /late|delay/.test(fault ?? ""));
  const { sent } = assignRequests(record.writes, truth);
  const tags = record.writes
    .filter((write) => sent.get(write)?.some((one) => late.includes(one)))
    .map(({ tag }) => tag);
  if (tags.length === 0) return;
  const credited = async () => {
    const events = (
      await Promise.all(world.workspaces.map((workspace) => eventsOf(world.owner, workspace)))
    ).flat();
    return tags.every((tag) =>
      events.some(({ reason, outcome }) => reason === tag && outcome === "succeeded"),
    );
  };
  await until(credited, { withinMs: LATE_CREDIT_MS, everyMs: 1_000 });
}

/** People press "look it up" at half of what nobody knows. */
async function resolveSome({ owner, workspaces }: World, seed: string): Promise<void> {
  const chance = random(seed).derive("resolve");
  for (const workspace of workspaces) {
    for (const { id, state } of (await listOpenChanges(owner, workspace)) ?? []) {
      if (state !== "unknown" || chance.chance(0.5)) continue;
      await orNull(
        owner.client.call("POST", `/api/workspaces/${workspace.slug}/changes/${id}/resolve`),
        15_000,
      );
    }
  }
}

function countTold(writes: readonly Write[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of writes.flatMap(({ told }) => told)) {
    const words =
      one === null ? "no answer" : [one.status, one.code].filter((part) => part !== null).join(" ");
    counts[words] = (counts[words] ?? 0) + 1;
  }
  return counts;
}

/**
 * Makes one round: prepares, lets the faults begin, lets everything run again, waits until nothing is in flight, and asks
 * the oracle.
 */
export async function makeRound(lane: Lane, world: World, plan: Plan): Promise<Round> {
  const started = performance.now();
  const record: RoundRecord = { writes: [], edits: [], known: [], delays: [], lateUntil: 0 };
  const { sandbox } = lane;
  // What the round before broke is whole again.
  if ((await lane.whenReady(60_000)) === null) throw new Error(`the portal of ${lane.name} is not ready`);
  await sandbox.tell("DELETE", "/faults");
  await sandbox.tell("POST", "/settings", plan.upstream);
  const beginning = await beginningOf(sandbox);
  const acts = await prepare(lane, world, plan, record);
  const revisions = await revisionsBefore(world, record.known);
  const chance = random(plan.seed).derive("moments");
  const watches: Watch[] = [];

  const disturbance = plan.disturbance.run(lane, (what) => watches.push(watchRecovery(world, what)));
  await Promise.all(
    acts.map(async (act) => {
      await pause(chance.int(0, 1_200));
      await act();
    }),
  );
  await disturbance;
  await sandbox.tell("DELETE", "/faults");
  const ready = await lane.whenReady(30_000);
  const databaseCame = watches.find(({ what }) => what === "database");
  if (databaseCame && ready !== null) await databaseCame.done;

  await Promise.all(
    record.writes
      .filter(wantsRepeat)
      .map((write) =>
        new Scene(lane, record, write.workspace, world.people, chance, write.story).send(write),
      ),
  );
  await until(() => nothingPending(world), { withinMs: LONGEST_SETTLING_MS, everyMs: 200 });
  await letLateWritesShow(lane, world, record, beginning);
  await resolveSome(world, plan.seed);
  // The answer that a client gets in the end, under the same key.
  await Promise.all(
    record.writes
      .filter(wantsRepeat)
      .map((write) =>
        new Scene(lane, record, write.workspace, world.people, chance, write.story).send(write),
      ),
  );

  const { dateHeader: upstreamTells, updatedAtMoves } = plan.upstream;
  const known = { beginning, revisions, circumstances: { upstreamTells, updatedAtMoves } };
  const evidence = await gather(lane, world, record, known);
  const times = await Promise.all(watches.map((watch) => recoveryTimes(watch, evidence)));
  await plan.disturbance.after?.(lane);
  const judgement = judgeRound(evidence);
  if (judgement.findings.length > 0) keepEvidence(plan.seed, evidence);
  return {
    seed: plan.seed,
    lane: lane.name,
    disturbance: plan.disturbance.name,
    upstream: JSON.stringify(plan.upstream),
    stories: plan.stories.map(({ name }) => name),
    writes: record.writes.filter(({ startedAt }) => startedAt > 0).length,
    told: countTold(record.writes),
    judgement,
    recoveries: times.flat(),
    ms: Math.round(performance.now() - started),
  };
}
