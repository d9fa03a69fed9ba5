import { atMoment, type Disturbance } from "./disturbances";
import type { FindingKind } from "./oracle/findings";
import { type Plan, type UpstreamSettings, USUAL } from "./plan";
import type { LaneName } from "./processes/lane";
import { createWithTwin, faultyCreate } from "./stories/create-stories";
import { broughtAbout, CROSSED_PATHS, crossedEdit, faultyUpdate } from "./stories/update-stories";
import { ODD_ANSWERS } from "./stories/upstream-faults";
import type { Story } from "./world/scene";

/** A round that is made for one rule of judging, with the findings that break it. */
export interface Scenario {
  /** The rule. */
  rule: string;
  lanes: readonly LaneName[];
  upstream?: Partial<UpstreamSettings>;
  disturbance?: Disturbance;
  stories: readonly Story[];
  deadKey?: boolean;
  breaks: readonly FindingKind[];
  /** Set while the rule does not hold: its test is expected to fail, and turns red when the rule begins to hold. */
  notYet?: true;
}

const ANY: readonly LaneName[] = ["embedded", "postgres", "replicas"];
const SERVER: readonly LaneName[] = ["replicas"];
const VERDICT: readonly FindingKind[] = ["wrong_success", "wrong_failure", "undecided"];

const rule = (rule: Record<string, unknown>, lateMs = 0) => ({ name: String(rule.kind), rule, lateMs });
const odd = (answer: (typeof ODD_ANSWERS)[number], apply = false) =>
  rule({ kind: "odd_answer", answer, apply });
const late = (ms: number, end = "hang") => rule({ kind: "late", ms, end }, ms);

export const SCENARIOS: readonly Scenario[] = [
  {
    rule: "a success that is not this flow is judged like a lost answer",
    lanes: ANY,
    stories: ODD_ANSWERS.map((answer) => faultyUpdate(odd(answer))),
    breaks: VERDICT,
  },
  {
    rule: "a create that is answered with an older flow is not taken for that flow",
    lanes: ANY,
    stories: [faultyCreate(odd("older_flow")), faultyCreate(odd("older_flow", true))],
    breaks: VERDICT,
  },
  {
    rule: "a lost create is judged by the upstream's own time",
    lanes: ANY,
    upstream: { clockOffsetMs: -600_000 },
    stories: [
      faultyCreate(rule({ kind: "reset", when: "after" })),
      faultyCreate(rule({ kind: "hang", apply: true })),
    ],
    breaks: VERDICT,
  },
  {
    rule: "a worker that lost its lease sends nothing",
    lanes: SERVER,
    disturbance: atMoment("sending", "freeze"),
    stories: [faultyUpdate({ name: "none", rule: null, lateMs: 0 })],
    breaks: [...VERDICT, "blamed_outside"],
  },
  {
    rule: "a lost create is not credited with a flow that was known before",
    lanes: ANY,
    stories: [
      createWithTwin({ known: true, applied: false }),
      createWithTwin({ known: true, applied: true }),
    ],
    breaks: [...VERDICT, "rewritten"],
  },
  {
    rule: "a write that the upstream carries out late is credited to its change",
    lanes: ANY,
    stories: [
      ...[7_000, 9_000, 14_000].map((ms) => faultyUpdate(late(ms))),
      ...[7_000, 9_000].map((ms) => faultyCreate(late(ms))),
      faultyUpdate(late(7_000, "gateway")),
      faultyUpdate(late(3_000, "cut")),
    ],
    breaks: [...VERDICT, "blamed_outside"],
  },
  {
    rule: "one workspace's lost writes do not delay another's",
    lanes: ANY,
    stories: [],
    deadKey: true,
    breaks: ["delayed", "still_pending"],
  },
  {
    rule: "an edit from outside that crosses a write is told as one",
    lanes: ANY,
    stories: CROSSED_PATHS.map((path) => crossedEdit(path)),
    breaks: ["silent_outside", "wrong_person"],
  },
  {
    rule: "a wish that somebody else fulfilled is not told as a success",
    lanes: ANY,
    stories: [broughtAbout, broughtAbout],
    breaks: VERDICT,
  },
  {
    rule: "the event of a change that failed or was lost says what was tried",
    lanes: ANY,
    stories: [
      faultyCreate(rule({ kind: "reset", when: "before" })),
      faultyCreate(rule({ kind: "status", status: 400 })),
      faultyCreate(rule({ kind: "status", status: 500 })),
      faultyUpdate(rule({ kind: "status", status: 400 })),
    ],
    breaks: ["says_nothing"],
  },
];

/** One round for several scenarios that want the same upstream, and at most one disturbance. */
export function planOf(scenarios: readonly Scenario[]): Plan {
  const disturbance = scenarios.find((scenario) => scenario.disturbance)?.disturbance;
  return {
    seed: scenarios.map(({ rule }) => rule).join("; "),
    upstream: Object.assign({ ...USUAL }, ...scenarios.map(({ upstream }) => upstream)),
    disturbance: disturbance ?? { name: "none", run: async () => {} },
    stories: scenarios.flatMap(({ rule, stories }) => stories.map((story) => ({ name: rule, story }))),
    deadKey: scenarios.find(({ deadKey }) => deadKey)?.rule ?? null,
  };
}
