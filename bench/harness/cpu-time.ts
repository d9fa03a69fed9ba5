import { readdir, readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second, whatever the kernel's own clock is. */
const TICK_MS = 10;

interface ProcessTimes {
  parent: number;
  /** Of the process itself, and of those that it started and that have ended. */
  ownMs: number;
  endedMs: number;
}

async function timesOf(pid: number): Promise<ProcessTimes | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (text === null) return null;
  // The name in brackets may contain spaces; the numbers follow its last bracket.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = (at: number) => Number(fields[at] ?? 0) * TICK_MS;
  return { parent: Number(fields[1]), ownMs: ticks(11) + ticks(12), endedMs: ticks(13) + ticks(14) };
}

/** Processor time of one process so far, in milliseconds; null where the system does not say it. */
export async function processCpuMs(pid: number): Promise<number | null> {
  return (await timesOf(pid))?.ownMs ?? null;
}

/** Processor time of a process and all that it started itself, such as the connections of a PostgreSQL server. */
export async function familyCpuMs(pid: number): Promise<number | null> {
  const first = await timesOf(pid);
  if (!first) return null;
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map((name) => timesOf(Number(name))));
  const children = all.flatMap((times) => (times?.parent === pid ? [times.ownMs] : []));
  return children.reduce((sum, ms) => sum + ms, first.ownMs + first.endedMs);
}
