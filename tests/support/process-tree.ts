import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface RunningProcess {
  pid: number;
  parent: number;
  command: string;
}

const run = promisify(execFile);

/** Every process of this machine. */
async function allProcesses(): Promise<RunningProcess[]> {
  const { stdout } = await run("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,command="], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended; only its parent hasn't read its exit code yet.
    if (!pid || !parent || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }];
  });
}

/** A process and everything that it started, directly or not; the process itself comes first. */
export async function processTree(root: number): Promise<RunningProcess[]> {
  const all = await allProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  for (const parent of tree) tree.push(...all.filter((one) => one.parent === parent.pid));
  return tree;
}

/** Ends processes at once. One may have ended already, together with a process that it worked for. */
export function killAtOnce(processes: readonly RunningProcess[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
    }
  }
}

/**
 * Those of `processes` that still run. The command is compared too: the kernel gives numbers of ended processes to
 * new ones.
 */
export async function stillRunning(processes: readonly RunningProcess[]): Promise<RunningProcess[]> {
  const now = new Map((await allProcesses()).map((one) => [one.pid, one.command]));
  return processes.filter(({ pid, command }) => now.get(pid) === command);
}

/**
 * The memory of a process in MB, on Linux: all that is resident, and its share of it, where a page that several processes use
 * counts in parts.
 */
export async function memoryOf(pid: number): Promise<{ resident: number; proportional: number }> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}: +(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
  return { resident: megabytes("Rss"), proportional: megabytes("Pss") };
}
