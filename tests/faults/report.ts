import { FINDINGS, type Finding, type FindingKind } from "./oracle/findings";
import type { Returned } from "./recovery";
import type { Round } from "./round";

/** A finding, with where to find it. */
export interface PlacedFinding extends Finding {
  lane: string;
  seed: string;
  disturbance: string;
}

/** All rounds of a run, and what the exports of the logs say. */
export interface Run {
  seed: string;
  rounds: Round[];
  /** Faults of exported logs, and rounds that could not be made. */
  others: PlacedFinding[];
  minutes: number;
}

export function findingsOf({ rounds, others }: Run): PlacedFinding[] {
  const placed = rounds.flatMap(({ judgement, lane, seed, disturbance }) =>
    judgement.findings.map((finding) => ({ ...finding, lane, seed, disturbance })),
  );
  return [...placed, ...others];
}

function countBy(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** How long something may take after it came back, in milliseconds: what was in flight, or that the portal answers. */
const ALLOWED_MS: Record<Returned, number | null> = {
  kill: 5_000,
  restart: 5_000,
  database: 10_000,
  freeze: null,
};

function allowedFor(what: string): number | null {
  const returned = Object.entries(ALLOWED_MS).find(([name]) => what.startsWith(`${name}:`));
  return what.includes("has to wait") ? null : (returned?.[1] ?? null);
}

/** How long what was in flight took to be settled, by what had to recover: how often, median, maximum. */
function recoveryRows(rounds: readonly Round[]): string[] {
  const times = rounds.flatMap(({ recoveries }) => recoveries);
  return countBy(times.map(({ what }) => what)).map(([what, count]) => {
    const sorted = times.flatMap((one) => (one.what === what ? [one.ms] : [])).sort((a, b) => a - b);
    const most = sorted.at(-1) ?? 0;
    const allowed = allowedFor(what);
    const limit = allowed === null ? "" : `${seconds(allowed)}${most > allowed ? ", **exceeded**" : ""}`;
    return `| ${what} | ${count} | ${seconds(median(sorted))} | ${seconds(most)} | ${limit} |`;
  });
}

const MOST_EXAMPLES = 8;

function findingLines(findings: readonly PlacedFinding[], kind: FindingKind): string[] {
  const own = findings.filter((finding) => finding.kind === kind);
  const lines = own.slice(0, MOST_EXAMPLES).map(({ tag, story, words, lane, seed, disturbance }) => {
    return `  - ${tag ?? ""} ${story ? `(${story})` : ""} ${words}; ${lane}, seed \`${seed}\`, ${disturbance}`;
  });
  const more = own.length > MOST_EXAMPLES ? [`  - and ${own.length - MOST_EXAMPLES} more`] : [];
  return [`- **${FINDINGS[kind]}** (\`${kind}\`): ${own.length}`, ...lines, ...more];
}

/** The report of a run, in Markdown. */
export function reportOf(run: Run): string {
  const { rounds } = run;
  const findings = findingsOf(run);
  const writes = rounds.reduce((sum, round) => sum + round.writes, 0);
  const told = countBy(
    rounds.flatMap((round) =>
      Object.entries(round.told).flatMap(([words, count]) => Array(count).fill(words)),
    ),
  );
  const explained = countBy(
    rounds.flatMap(({ judgement }) =>
      Object.entries(judgement.explained).flatMap(([why, count]) => Array(count).fill(why)),
    ),
  );
  const corrected = rounds.reduce((sum, { judgement }) => sum + judgement.corrected, 0);
  const putBack = rounds.reduce((sum, { judgement }) => sum + judgement.putBack, 0);
  const lengths = rounds.map(({ ms }) => ms).sort((a, b) => a - b);
  const kinds = countBy(findings.map(({ kind }) => kind)).map(([kind]) => kind as FindingKind);
  return [
    `# Faults, seed ${run.seed}`,
    "",
    `${rounds.length} rounds, ${writes} writes, ${run.minutes.toFixed(1)} minutes; a round took ${seconds(median(lengths))} (median), ${seconds(lengths.at(-1) ?? 0)} at most.`,
    "",
    `## Findings: ${findings.length}`,
    "",
    ...(kinds.length === 0 ? ["None."] : kinds.flatMap((kind) => findingLines(findings, kind))),
    "",
    "## Unknown, and not to be decided",
    "",
    ...(explained.length === 0 ? ["None."] : explained.map(([why, count]) => `- ${count}: ${why}`)),
    "",
    `Events that a later one corrected: ${corrected}. Edits from outside that a write put back: ${putBack}.`,
    "",
    "## Recovery",
    "",
    "| what came back, and what was in flight | times | median | maximum | allowed |",
    "|---|---|---|---|---|",
    ...recoveryRows(rounds),
    "",
    "## What clients were told",
    "",
    ...told.map(([words, count]) => `- ${count}: ${words}`),
    "",
    "## Disturbances",
    "",
    ...countBy(rounds.map(({ disturbance }) => disturbance.replace(/ after \d+ ms$/, ""))).map(
      ([name, count]) => `- ${count}: ${name}`,
    ),
    "",
  ].join("\n");
}
