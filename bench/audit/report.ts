import { cpus } from "node:os";
import type { Summary } from "../harness/summary";
import { HEAP_MB, type SizeMeasures } from "./measure-size";
import { DEPTH, PAGE, type SearchTimes } from "./searches";

const number = (value: number) => value.toLocaleString("en");
const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const both = (summary: Summary | null) => (summary ? `${ms(summary.median)} / ${ms(summary.p95)}` : "–");
const ratio = (one: Summary | null | undefined, other: Summary | null | undefined) =>
  one && other ? (one.median / other.median).toFixed(2) : "–";

function searchTable({ size, searches }: SizeMeasures, smallest: SearchTimes[]): string[] {
  const rows = searches.map((times) => {
    const small = smallest.find(({ name }) => name === times.name);
    return `| ${times.name} | ${both(times.first)} | ${both(times.deep)} | ${ratio(times.deep, times.first)} | ${ratio(times.first, small?.first)} | ${both(times.usualFirst)} | ${both(times.usualDeep)} |`;
  });
  return [
    `### Searching ${number(size)} events`,
    "",
    `| filter | first page | after ${number(DEPTH)} matches | deep ÷ first | first ÷ first of the smallest log | usual design, first | usual design, deep |`,
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
  ];
}

function restTable({
  size,
  appends,
  checkpointSeconds,
  verify,
  exported,
  usualExport,
}: SizeMeasures): string[] {
  const rate = (events: number, seconds: number) => `${number(Math.round(events / seconds))} events/s`;
  return [
    `### Writing, verifying and exporting ${number(size)} events`,
    "",
    "| what | result |",
    "|---|---|",
    ...appends.map(
      ({ writers, oneChain, ownChains, usual }) =>
        `| append, ${writers} writer${writers === 1 ? "" : "s"} | one chain ${number(oneChain)}/s, a chain each ${number(ownChains)}/s; the usual insert ${number(usual)}/s |`,
    ),
    `| sign what was filled in | ${checkpointSeconds.toFixed(1)} s |`,
    `| verify (every hash, column, tree node and signature) | ${verify ? `${rate(verify.events, verify.seconds)}, ${verify.seconds.toFixed(1)} s` : "not measured at this size"} |`,
    `| export NDJSON with proof | ${exported ? `${rate(exported.events, exported.seconds)}, ${number(Math.round(exported.bytes / 1e6))} MB, peak memory ${Math.round(exported.peakMb)} MB` : "not measured at this size"} |`,
    usualExport
      ? `| "read all, then send" | ${rate(usualExport.events, usualExport.seconds)}, peak memory ${Math.round(usualExport.peakMb)} MB |`
      : `| "read all, then send" | not attempted: would not fit into memory |`,
    "",
  ];
}

/** The report of one database, all sizes of one run. */
export function report(database: string, measured: SizeMeasures[]): string {
  const [smallest] = measured;
  const exports = measured.flatMap(({ size, exported }) => (exported ? [{ size, ...exported }] : []));
  const [first] = exports;
  const last = exports.at(-1);
  const growth =
    first && last && last !== first
      ? [
          `Peak memory of an export grew by ${Math.round(last.peakMb - first.peakMb)} MB from ${number(first.size)} to ${number(last.size)} events.`,
          "",
        ]
      : [];
  return `${[
    `# The audit log in ${database}`,
    "",
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}. Times in milliseconds, median / 95th percentile; a page has ${PAGE} events.`,
    `An export runs in a process of its own with a heap of ${HEAP_MB} MB; its peak is the whole process's, some 190 MB of it before it begins.`,
    "The usual design reads the same rows by OFFSET and count(*), text by ILIKE. Searches take turns in one run: ours, the usual design's, and those of logs of all sizes, each in a database of its own.",
    "",
    ...growth,
    ...measured.flatMap((measures) => [
      ...searchTable(measures, smallest?.searches ?? []),
      ...restTable(measures),
    ]),
  ].join("\n")}`;
}
