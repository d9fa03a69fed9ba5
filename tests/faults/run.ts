import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { judgeRound } from "./oracle/judge-round";
import { keptEvidence } from "./oracle/kept-evidence";
import { canHave, LANE_NAMES, type Lane, type LaneName, openLane } from "./processes/lane";
import { findingsOf, type Run, reportOf } from "./report";
import { planOf, SCENARIOS } from "./scenarios";
import { planOfRound, type Sink, workThrough } from "./work-through";

/**
 * `npm run faults -- --seed N --rounds M`: rounds of faults against real processes, and a report. With `--scenarios` it
 * makes the rounds that stand for one rule each, or those with `--rule WORDS` in their rule. `--only SEED` repeats one
 * round, `--lanes` names the lanes. `--judge SEED` judges a round with findings once more, from what was kept of it.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "200" },
    lanes: { type: "string", default: LANE_NAMES.join(",") },
    only: { type: "string" },
    scenarios: { type: "boolean", default: false },
    rule: { type: "string", default: "" },
    judge: { type: "string" },
  },
});

mkdirSync(".cache/faults", { recursive: true });
const say = (words: string) => process.stdout.write(`${words}\n`);
if (values.judge) {
  const { findings, details } = judgeRound(keptEvidence(values.judge));
  say(JSON.stringify({ findings, details }, null, 1));
  process.exit(findings.length === 0 ? 0 : 1);
}
const lanes = LANE_NAMES.filter((name) => values.lanes.split(",").includes(name) && canHave(name));
const run: Run = { seed: values.seed, rounds: [], others: [], minutes: 0 };
const started = performance.now();
let left = values.only ? 1 : Number(values.rounds);
let number = 0;
const scenarios = SCENARIOS.filter(({ rule }) => rule.includes(values.rule));

function nextPlan(lane: Lane) {
  if (values.scenarios) {
    const index = scenarios.findIndex((scenario) => scenario.lanes.includes(lane.name));
    const [scenario] = index === -1 ? [] : scenarios.splice(index, 1);
    return scenario ? planOf([scenario]) : null;
  }
  if (left-- <= 0) return null;
  return planOfRound(values.only ?? `${values.seed}.${++number}`, lane);
}

const path = `.cache/faults/${values.scenarios ? "scenarios" : `seed-${values.only ?? values.seed}`}`;

/** Written after every round, so that a run which is ended early has a report of what it made. */
function writeReport(): void {
  run.minutes = (performance.now() - started) / 60_000;
  writeFileSync(`${path}.md`, reportOf(run));
  writeFileSync(`${path}.json`, JSON.stringify(run, null, 1));
}

const sink: Sink = {
  round: (round) => {
    run.rounds.push(round);
    writeReport();
    const { findings } = round.judgement;
    say(
      `${String(run.rounds.length).padStart(4)} ${round.lane.padEnd(8)} ${round.seed}: ${round.writes} writes, ${(round.ms / 1000).toFixed(1)} s, ${round.disturbance}${findings.length > 0 ? `, ${findings.length} findings` : ""}`,
    );
  },
  other: (finding) => run.others.push(finding),
};

const open: Lane[] = [];
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void Promise.allSettled(open.map((lane) => lane.close())).then(() => process.exit(130));
  });
}

async function work(lane: Lane): Promise<void> {
  const { name } = lane;
  try {
    await workThrough(lane, () => nextPlan(lane), sink);
  } catch (error) {
    say(`the lane ${name} ended early: ${error}`);
    throw error;
  } finally {
    await lane.close();
    for (const [index, replica] of lane.replicas.entries()) {
      writeFileSync(`.cache/faults/${name}-${index + 1}.log`, replica.output());
    }
  }
}

const [first, ...others] = lanes;
if (!first) throw new Error(`there is no lane to run on: ${values.lanes}`);
const begin = async (name: LaneName) => {
  const lane = await openLane(name);
  open.push(lane);
  return lane;
};
// The first start builds the pages, which two starts at once can't.
const firstLane = await begin(first);
const finished = await Promise.allSettled([
  work(firstLane),
  ...others.map(async (name) => work(await begin(name))),
]);
writeReport();
say(`\n${reportOf(run)}\nThe whole report: ${path}.md, ${path}.json`);
process.exit(findingsOf(run).length === 0 && finished.every(({ status }) => status === "fulfilled") ? 0 : 1);
