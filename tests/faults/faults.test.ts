import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FINDINGS, type FindingKind } from "./oracle/findings";
import type { Plan } from "./plan";
import { canHave, type Lane, openLane } from "./processes/lane";
import { findingsOf, type PlacedFinding, type Run, reportOf } from "./report";
import { planOf, SCENARIOS, type Scenario } from "./scenarios";
import { planOfRound, type Sink, workThrough } from "./work-through";

/**
 * The short form: one round for each rule of judging, and some random ones, against real processes. What it finds is
 * in `.cache/faults/short.md`, and repeated by `npm run faults -- --scenarios` and `-- --only SEED`.
 */
const run: Run = { seed: "short", rounds: [], others: [], minutes: 0 };
const lanes: Lane[] = [];
let findings: PlacedFinding[] = [];
const withServer = canHave("replicas");

/** Fewer stories than a round of the long form: a test run has little time. */
function shortened(plan: Plan): Plan {
  return { ...plan, stories: plan.stories.slice(0, 8) };
}

async function open(name: "embedded" | "replicas"): Promise<Lane> {
  const lane = await openLane(name);
  lanes.push(lane);
  return lane;
}

async function work(lane: Lane, scenarios: Scenario[][], seeds: readonly string[]): Promise<void> {
  const sink: Sink = {
    round: (round) => run.rounds.push(round),
    other: (finding) => run.others.push(finding),
  };
  const plans = [
    ...scenarios.filter((group) => group.length > 0).map((group) => () => planOf(group)),
    ...seeds.map((seed) => () => shortened(planOfRound(seed, lane))),
  ];
  await workThrough(lane, () => plans.shift()?.() ?? null, sink);
}

beforeAll(async () => {
  const started = performance.now();
  const needsServer = SCENARIOS.filter(({ disturbance }) => disturbance);
  const special = SCENARIOS.filter(
    ({ upstream, deadKey, disturbance }) => (upstream || deadKey) && !disturbance,
  );
  const usual = SCENARIOS.filter(
    ({ upstream, deadKey, disturbance }) => !upstream && !deadKey && !disturbance,
  );
  // One after the other: the first start builds the pages, where nothing has built them yet.
  const embedded = await open("embedded");
  const replicas = withServer ? await open("replicas") : null;
  await Promise.all(
    replicas
      ? [work(embedded, [usual, special], []), work(replicas, [needsServer], ["short.7"])]
      : [work(embedded, [usual, special], ["short.7"])],
  );
  run.minutes = (performance.now() - started) / 60_000;
  findings = findingsOf(run);
}, 900_000);

afterAll(async () => {
  mkdirSync(".cache/faults", { recursive: true });
  writeFileSync(".cache/faults/short.md", reportOf(run));
  writeFileSync(".cache/faults/short.json", JSON.stringify(run, null, 1));
  for (const lane of lanes) await lane.close();
});

/** What breaks a promise that the portal has always made: in random rounds too. */
const NEVER: readonly FindingKind[] = [
  ...(["sent_twice", "applied_twice", "stray", "lost_update", "key_twice", "lost", "broken_log"] as const),
  ...(["stale_view", "still_pending"] as const),
];

const words = (found: readonly PlacedFinding[]) =>
  found.map(
    ({ kind, tag, words: said, lane, seed }) => `${FINDINGS[kind]}: ${tag ?? ""} ${said} (${lane}, ${seed})`,
  );

test("nothing is sent or applied twice, nothing is lost, and the logs verify", () => {
  expect(words(findings.filter(({ kind }) => NEVER.includes(kind)))).toEqual([]);
});

test("rounds were made", () => {
  expect(run.rounds.reduce((sum, { writes }) => sum + writes, 0)).toBeGreaterThan(50);
});

const rules = SCENARIOS.filter(({ disturbance }) => withServer || !disturbance);
for (const { rule, breaks, notYet } of rules) {
  const judge = notYet ? test.fails : test;
  judge(rule, () => {
    expect(words(findings.filter(({ story, kind }) => story === rule && breaks.includes(kind)))).toEqual([]);
  });
}
