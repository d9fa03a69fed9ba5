import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SizeMeasures } from "./measure-size";
import { MeasuredLog } from "./measured-log";
import { report } from "./report";

/**
 * Measures the audit log as it grows: searches, appends, verification and export, beside the usual design over the same
 * rows. `npm run bench:audit` measures the embedded database at 10,000 and 1,000,000 events; other sizes are given as
 * arguments, a PostgreSQL server by BENCH_DATABASE_URL. Writes bench/results/audit-<database>.md.
 *
 * The logs of all sizes exist at once and are searched in turn, round by round. Other work of the machine then slows all
 * of them alike, so that their ratios describe the log.
 */
const RESULTS = fileURLToPath(new URL("../results", import.meta.url));
const ROUNDS = 60;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 1_000_000];

const logs: MeasuredLog[] = [];
for (const size of sizes) {
  logs.push(await MeasuredLog.fill(size));
  process.stdout.write(`filled ${size}\n`);
}
// Only after all were filled: filling one pushes the others out of memory.
for (const log of logs) await log.order("warm");
for (let round = 0; round < ROUNDS; round++) for (const log of logs) await log.order("round");
const file = `audit-${process.env.BENCH_DATABASE_URL ? "postgresql" : "embedded"}.md`;
await mkdir(RESULTS, { recursive: true });
const measured: SizeMeasures[] = [];
for (const log of logs) {
  measured.push(await log.order<SizeMeasures>("rest"));
  process.stdout.write(`${JSON.stringify(measured.at(-1))}\n`);
  await writeFile(join(RESULTS, file), report(log.database, measured));
}
for (const log of logs) await log.order("end");
