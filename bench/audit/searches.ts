import type { AuditFilter } from "@/lib/audit/filter";
import { findPlaces } from "@/lib/audit/search/find-events";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { type Summary, summarise } from "../harness/summary";
import { usualPage } from "./usual-design";

export const PAGE = 30;
/** How many matching events come before the page that is called deep. */
export const DEPTH = 10_000;

/** The times of one search, in milliseconds. Deep is null where there are not so many events. */
export interface SearchTimes {
  name: string;
  first: Summary;
  deep: Summary | null;
  /** Null where it was not run, since one search would take minutes. */
  usualFirst: Summary | null;
  usualDeep: Summary | null;
}

const summaryOf = (times: number[]) => (times.length > 0 ? summarise(times) : null);

const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** The searches by name, over a chain whose events end at `end`. */
export function searches(chain: string, end: Date, span: number): [string, AuditFilter][] {
  const ago = (share: number) => new Date(end.getTime() - share * span);
  return [
    ["no filter", { chain }],
    ["person", { chain, actor: person(0) }],
    ["action", { chain, action: "message_flow.update" }],
    ["outcome", { chain, outcome: "denied" }],
    ["flow", { chain, target: `665f${"0".repeat(20)}` }],
    ["field touched", { chain, field: "/customWelcomeMessage" }],
    ["source address", { chain, ip: "203.0.113.7" }],
    ["correlation id", { chain, correlation: "undertaking-1000" }],
    ["a tenth of the time, in the middle", { chain, from: ago(0.55), to: ago(0.45) }],
    ["a common word", { chain, q: "word0" }],
    ["a rare word", { chain, q: "zucchini" }],
    ["two words and a person", { chain, q: "word1 word2", actor: person(3) }],
    ["beginning of a word", { chain, q: "word12" }],
    [
      "person, action and outcome",
      { chain, actor: person(2), action: "call_flow.update", outcome: "failed" },
    ],
  ];
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  times.push(performance.now() - started);
}

async function deepCursor(filter: AuditFilter): Promise<number | null> {
  const rows = await findPlaces({ filter, count: DEPTH, newestFirst: true });
  return rows.length < DEPTH ? null : (rows.at(-1)?.sequence ?? null);
}

type Times = Record<"first" | "deep" | "usualFirst" | "usualDeep", number[]>;

const noTimes = (): Times => ({ first: [], deep: [], usualFirst: [], usualDeep: [] });

/** A search that is being measured. */
export interface MeasuredSearch {
  name: string;
  filter: AuditFilter;
  /** The cursor of the page after 10,000 matches. */
  deep: number | null;
  usualRounds: number;
  times: Times;
}

async function runOnce({ filter, deep }: MeasuredSearch, times: Times, usualToo: boolean): Promise<void> {
  await timed(times.first, () => listAuditEvents({ ...filter, limit: PAGE }));
  if (deep) await timed(times.deep, () => listAuditEvents({ ...filter, limit: PAGE, cursor: String(deep) }));
  if (!usualToo) return;
  await timed(times.usualFirst, () => usualPage(filter, 0, PAGE));
  if (deep) await timed(times.usualDeep, () => usualPage(filter, DEPTH, PAGE));
}

/**
 * Prepares searches, and runs each once unmeasured: the first run reads from the disk what the others find in memory.
 * @param usualRounds in how many rounds the usual design takes part, whose searches can take seconds
 */
export async function prepareSearches(
  searches: [string, AuditFilter][],
  usualRounds: (filter: AuditFilter) => number,
): Promise<MeasuredSearch[]> {
  const measured: MeasuredSearch[] = [];
  for (const [name, filter] of searches) {
    const deep = await deepCursor(filter);
    measured.push({ name, filter, deep, usualRounds: usualRounds(filter), times: noTimes() });
  }
  for (const search of measured) await runOnce(search, noTimes(), false);
  return measured;
}

/** One round: the first page and the page after 10,000 matches of every search, ours and the usual design's. */
export async function measureRound(measured: MeasuredSearch[], round: number): Promise<void> {
  for (const search of measured) await runOnce(search, search.times, round < search.usualRounds);
}

/** The times of the rounds so far. */
export function searchTimes(measured: MeasuredSearch[]): SearchTimes[] {
  return measured.map(({ name, times }) => ({
    name,
    first: summarise(times.first),
    deep: summaryOf(times.deep),
    usualFirst: summaryOf(times.usualFirst),
    usualDeep: summaryOf(times.usualDeep),
  }));
}
