import { execFile } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryDataDir } from "@/tests/support/start-portal";
import { summarise } from "./summary";

const SYNCS = 100;

/** How long the disk takes, at the median, until a page of a database's log is on it, in milliseconds. */
async function diskSyncMs(): Promise<number> {
  const folder = await temporaryDataDir();
  const path = join(folder.path, "sync");
  const file = await open(path, "w");
  const times: number[] = [];
  for (let n = 0; n < SYNCS; n++) {
    const started = performance.now();
    await file.write(Buffer.alloc(8192, n), 0, 8192, 0);
    await file.datasync();
    times.push(performance.now() - started);
  }
  await file.close();
  await rm(path);
  await folder.remove();
  return summarise(times).median;
}

async function commit(): Promise<string> {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args)).stdout.trim();
  const name = await git("rev-parse", "--short", "HEAD").catch(() => "unknown");
  const changed = (await git("status", "--porcelain").catch(() => "")) !== "";
  return changed ? `${name} with changes` : name;
}

/** What a reader of a report must know of the machine and the day; nothing that names either of them. */
export async function machineFacts(): Promise<string[]> {
  const processor = `${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`;
  const gigabytes = Math.round(totalmem() / 1e9);
  const [load = 0] = loadavg();
  const busy =
    load > cpus().length / 2 ? ": other programs were running, so only counts and processor times hold" : "";
  return [
    `Machine: ${processor}, ${gigabytes} GB, Node ${process.version}. Load before the run: ${load.toFixed(1)}${busy}.`,
    `A sync of its disk: ${(await diskSyncMs()).toFixed(2)} ms.`,
    `Commit ${await commit()}, ${new Date().toISOString().slice(0, 10)}.`,
  ];
}
