import { summarise } from "../harness/summary";
import type { Finding, Measures } from "./measure";

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** One run: how many keys there were, and what was measured. */
export interface Lane {
  name: string;
  measures: Measures;
}

function findingRow(what: Finding["what"], findings: Finding[]): string {
  const own = findings.filter((one) => one.what === what);
  const found = own.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  if (found.length === 0) return `| ${what} | ${own.length} | 0 | – | – |`;
  const { median, max } = summarise(found);
  return `| ${what} | ${own.length} | ${found.length} | ${median.toFixed(0)} s | ${max.toFixed(0)} s |`;
}

function peopleRow(name: string, requests: Measures["alone"], waits: number): string {
  const times = summarise(requests.map((one) => one.ms));
  const refused = requests.filter(({ isRefused }) => isRefused).length;
  return `| ${name} | ${requests.length} | ${refused} | ${waits} | ${ms(times.median)} | ${ms(times.p95)} | ${ms(times.max)} |`;
}

function laneReport({ name, measures }: Lane): string[] {
  const { knownAfter, read, flows, minutes } = measures;
  const whats: Finding["what"][] = ["edit where somebody looks", "edit where nobody looks", "dead key"];
  return [
    `## ${name}`,
    "",
    `- ${knownAfter === null ? `${read} of ${flows} flows were read after ${minutes} minutes` : `All ${flows} flows were read after ${knownAfter.toFixed(1)} minutes`}.`,
    `- ${measures.sent} requests reached the upstream, at most ${measures.mostInMinute} of one key within a minute; ${measures.refused} were refused with 429.`,
    `- ${measures.transactions} transactions of the database in ${minutes} minutes, those of people and of this benchmark included; it took ${measures.seconds.toFixed(0)} s of true time.`,
    "",
    "| what happened at the upstream | times | seen | median | latest |",
    "|---|---|---|---|---|",
    ...whats.map((what) => findingRow(what, measures.findings)),
    "",
    "| people's requests | sent | refused | had to wait for the budget | p50 ms | p95 ms | longest ms |",
    "|---|---|---|---|---|---|---|",
    peopleRow("before the keeper begins", measures.alone, measures.waitsAlone),
    peopleRow("beside the keeper", measures.beside, measures.waitsBeside),
    "",
  ];
}

export function report(facts: string[], scale: string, lanes: Lane[]): string {
  return `${[
    "# Reading in the background",
    "",
    "Made by `npm run bench:keeper`. Time is simulated: the process's clocks and the database's skip what nobody does anything in.",
    "So times of findings are those of the portal's own rhythm, and times of requests are those of this machine.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    `- ${scale}`,
    "",
    ...lanes.flatMap(laneReport),
  ].join("\n")}`;
}
