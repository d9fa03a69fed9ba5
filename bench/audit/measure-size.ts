import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import type { AuditFilter } from "@/lib/audit/filter";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import { type AppendRates, measureAppends } from "./appends";
import { type MeasuredSearch, prepareSearches, type SearchTimes, searches } from "./searches";

export interface ExportMeasure {
  events: number;
  bytes: number;
  seconds: number;
  peakMb: number;
}

/** All measurements of a log of one size. */
export interface SizeMeasures {
  size: number;
  searches: SearchTimes[];
  appends: AppendRates[];
  checkpointSeconds: number;
  /** The work that reads the whole log; null where that takes too long. */
  verify: { events: number; seconds: number } | null;
  exported: ExportMeasure | null;
  /** All rows read at once; null where that would not fit into memory. */
  usualExport: ExportMeasure | null;
}

/** Beyond this many rows, "read all and send" is not attempted. */
const FITS_IN_MEMORY = 10_000;

/** Beyond this many events, reading the whole log takes a quarter of an hour and shows nothing new per event. */
const READ_WHOLE = 1_000_000;

/**
 * The heap that an export of any size may use. Without a limit Node collects garbage late, and the peak says more about
 * that than about the export.
 */
export const HEAP_MB = 96;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

async function runExport(chain: string, design: "ours" | "usual"): Promise<ExportMeasure> {
  const script = fileURLToPath(new URL("export-child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      "--conditions=react-server",
      "--import",
      "tsx",
      script,
      chain,
      design,
    ],
    { env: process.env, maxBuffer: 1e6 },
  );
  return JSON.parse(stdout);
}

/** How often the usual design searches: it reads the whole log for a text, a minute at a million events. */
function usualRounds({ q, field }: AuditFilter, size: number): number {
  const readsAll = q !== undefined || field !== undefined;
  if (size > 1_000_000) return readsAll ? 0 : 1;
  if (size > 100_000) return readsAll ? 1 : 3;
  return 20;
}

/** The searches of a log that has been filled to a size. */
export async function searchesOf(chain: string, size: number): Promise<MeasuredSearch[]> {
  const ends = await database().$queryRaw<{ first: Date; last: Date }[]>`
    SELECT (SELECT "occurredAt" FROM "AuditEvent" WHERE "chain" = ${chain} ORDER BY "sequence" LIMIT 1) AS first,
           (SELECT "occurredAt" FROM "AuditEvent" WHERE "chain" = ${chain} ORDER BY "sequence" DESC LIMIT 1) AS last`;
  const { first = new Date(), last = new Date() } = ends[0] ?? {};
  const span = last.getTime() - first.getTime();
  return await prepareSearches(searches(chain, last, span), (filter) => usualRounds(filter, size));
}

async function measureVerification(chain: string): Promise<SizeMeasures["verify"]> {
  let events = 0;
  const taken = await seconds(async () => {
    const report = await verifyChain(chain);
    if (!report.ok) throw new Error(`the log does not verify: ${JSON.stringify(report.firstBad)}`);
    events = report.events;
  });
  return { events, seconds: taken };
}

/** Measures, of a log that has been filled to a size, everything but searches. */
export async function measureRest(chain: string, size: number): Promise<Omit<SizeMeasures, "searches">> {
  const appends = [await measureAppends(1, 5), await measureAppends(16, 5)];
  const checkpointSeconds = await seconds(() => makeCheckpoint(chain));
  const whole = size <= READ_WHOLE;
  return {
    size,
    appends,
    checkpointSeconds,
    verify: whole ? await measureVerification(chain) : null,
    exported: whole ? await runExport(chain, "ours") : null,
    usualExport: size <= FITS_IN_MEMORY ? await runExport(chain, "usual") : null,
  };
}
