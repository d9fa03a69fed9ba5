import { summarise } from "../harness/summary";
import type { MeasuredRead } from "./compare-reads";
import type { MeasuredSide, WriteComparison } from "./compare-writes";
import type { Round } from "./measure";
import type { Plan } from "./plan";

export interface WriteMeasurements {
  /** Sentences about the machine. */
  facts: string[];
  plan: Plan;
  writes: WriteComparison[];
  reads: MeasuredRead[];
}

const median = (numbers: readonly number[]) => summarise(numbers).median;
const rates = (rounds: readonly Round[]) => rounds.map(({ rate }) => rate);

/** The median of what each round says; "?" where the system does not say it. */
function medianOf(rounds: readonly Round[], which: "nodeMs" | "postgresMs"): string {
  const known = rounds.flatMap((round) => round[which] ?? []);
  return known.length === 0 ? "?" : median(known).toFixed(1);
}

/** Each round of ours against the other side's round that ran right after it. */
function ratiosOf(ours: readonly Round[], others: readonly Round[]): number[] {
  return ours.flatMap(({ rate }, round) => rate / (others[round]?.rate ?? Number.NaN));
}

function ratioWords(ratios: readonly number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} | ${least.toFixed(2)} to ${most.toFixed(2)}`;
}

function times(rounds: readonly Round[]): string {
  const { median: half, p99 } = summarise(rounds.flatMap(({ latencies }) => latencies));
  return `${half.toFixed(1)} | ${p99.toFixed(1)}`;
}

function sideRow(connections: number, { name, rounds, cost }: MeasuredSide): string {
  const cells = [
    ...[name, connections, median(rates(rounds)).toFixed(0), times(rounds)],
    ...[medianOf(rounds, "nodeMs"), medianOf(rounds, "postgresMs")],
    ...[cost.statements?.toFixed(1) ?? "?", cost.walSyncs.toFixed(1), cost.walKilobytes.toFixed(1)],
  ];
  return `| ${cells.join(" | ")} |`;
}

function readRows(reads: readonly MeasuredRead[]): string[] {
  return reads.map(({ name, kind, rounds, statements }) => {
    const reference = reads.find((other) => other.kind === kind)?.rounds;
    const cells = [...rounds].flatMap(([connections, own]) => [
      median(rates(own)).toFixed(0),
      median(ratiosOf(own, reference?.get(connections) ?? [])).toFixed(2),
      times(own),
      medianOf(own, "nodeMs"),
    ]);
    return `| ${[name, ...cells, statements?.toFixed(1) ?? "?"].join(" | ")} |`;
  });
}

const READ_COLUMNS = ["a second", "ratio", "half of them in ms", "99 % in ms", "node ms"];

function readTable(reads: readonly MeasuredRead[]): string[] {
  const connections = [...(reads[0]?.rounds.keys() ?? [])];
  const names = connections.flatMap((c) => READ_COLUMNS.map((column) => `c=${c}: ${column}`));
  const columns = ["read", ...names, "SQL"];
  return [`| ${columns.join(" | ")} |`, `|${"---|".repeat(columns.length)}`, ...readRows(reads)];
}

/** Returns the report as Markdown. */
export function report({ facts, plan, writes, reads }: WriteMeasurements): string {
  const { rounds, ms } = plan.writes;
  return [
    "# What a save costs",
    "",
    `Made by \`npm run bench:writes\` (${plan.name}); every number comes from one run on one machine, which also ran the`,
    "database, the stand-in for the upstream and the load. The ratios can be trusted more than the rates.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    "## Saves",
    "",
    `Switchboard ÷ the usual way: rates of ${rounds} rounds of ${ms / 1000} s, each beside its neighbour.`,
    "",
    "| connections | ratio | of the rounds |",
    "|---|---|---|",
    ...writes.map(
      ({ connections, ours, usual }) =>
        `| ${connections} | ${ratioWords(ratiosOf(ours.rounds, usual.rounds))} |`,
    ),
    "",
    "| side | connections | saves a second | half of them in ms | 99 % in ms | node ms | PostgreSQL ms | SQL | WAL syncs | WAL kB |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...writes.flatMap(({ connections, ours, usual }) => [
      sideRow(connections, ours),
      sideRow(connections, usual),
    ]),
    "",
    "From `node ms` on, everything is for one save: processor time of the process that answers and of the database, SQL",
    "statements with BEGIN and COMMIT, waits for the disk, and what the database wrote into its log.",
    "",
    "## Reads",
    "",
    "The ratio compares with the bare handler and the empty page of the same framework. SQL is for one read.",
    "",
    ...readTable(reads),
    "",
  ].join("\n");
}
