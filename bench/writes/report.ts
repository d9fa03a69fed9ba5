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

/** Processor time of one request over all rounds; null where the system does not say it. */
function processorMs(rounds: readonly Round[], which: "nodeMs" | "postgresMs"): number | null {
  let total = 0;
  for (const round of rounds) {
    const each = round[which];
    if (each === null) return null;
    total += each * round.latencies.length;
  }
  return total / rounds.reduce((sum, { latencies }) => sum + latencies.length, 0);
}

const words = (number: number | null, digits: number) => number?.toFixed(digits) ?? "?";

/** Each round of ours against the other side's round beside it. */
function ratiosOf(ours: readonly Round[], others: readonly Round[]): number[] {
  return ours.flatMap(({ rate }, round) => rate / (others[round]?.rate ?? Number.NaN));
}

function ratioWords(ratios: readonly number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} | ${least.toFixed(2)} to ${most.toFixed(2)}`;
}

/** Processor time for one save, ours ÷ theirs: what is left of a ratio where other work slows the machine. */
function processorRatio(which: "nodeMs" | "postgresMs", { ours, usual }: WriteComparison): string {
  const own = processorMs(ours.rounds, which);
  const other = processorMs(usual.rounds, which);
  return own === null || other === null ? "?" : (own / other).toFixed(1);
}

function ratioRow(comparison: WriteComparison): string {
  const { connections, ours, usual } = comparison;
  const cells = [
    ...[connections, ratioWords(ratiosOf(ours.rounds, usual.rounds))],
    ...[processorRatio("nodeMs", comparison), processorRatio("postgresMs", comparison)],
  ];
  return `| ${cells.join(" | ")} |`;
}

function times(rounds: readonly Round[]): string {
  const { median: half, p99 } = summarise(rounds.flatMap(({ latencies }) => latencies));
  return `${half.toFixed(1)} | ${p99.toFixed(1)}`;
}

function sideRow(connections: number, { name, rounds, cost }: MeasuredSide): string {
  const cells = [
    ...[name, connections, median(rates(rounds)).toFixed(0), times(rounds)],
    ...[words(processorMs(rounds, "nodeMs"), 1), words(processorMs(rounds, "postgresMs"), 2)],
    ...[words(cost.statements, 1), words(cost.walSyncs, 1), words(cost.walKilobytes, 1)],
  ];
  return `| ${cells.join(" | ")} |`;
}

/** One row for each read, at one number of connections. */
function readRows(reads: readonly MeasuredRead[], connections: number): string[] {
  return reads.map(({ name, kind, rounds, statements }) => {
    const own = rounds.get(connections) ?? [];
    const reference = reads.find((other) => other.kind === kind)?.rounds.get(connections) ?? [];
    const cells = [
      ...[name, connections, median(rates(own)).toFixed(0), median(ratiosOf(own, reference)).toFixed(2)],
      ...[times(own), words(processorMs(own, "nodeMs"), 1), words(statements, 1)],
    ];
    return `| ${cells.join(" | ")} |`;
  });
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
    "| connections | ratio | of the rounds | node ms ÷ | PostgreSQL ms ÷ |",
    "|---|---|---|---|---|",
    ...writes.map(ratioRow),
    "",
    "| side | connections | saves a second | p50 ms | p99 ms | node ms | PostgreSQL ms | SQL | WAL syncs | WAL kB |",
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
    "The ratio compares with the bare handler or the empty page of the same framework. SQL is for one read.",
    "",
    "| read | connections | a second | ratio | p50 ms | p99 ms | node ms | SQL |",
    "|---|---|---|---|---|---|---|---|",
    ...[...(reads[0]?.rounds.keys() ?? [])].flatMap((connections) => readRows(reads, connections)),
    "",
  ].join("\n");
}
