import { fileURLToPath } from "node:url";
import { processTree } from "@/tests/support/process-tree";
import { type Portal, startPortal } from "@/tests/support/start-portal";

const SHIFT_CLOCK = fileURLToPath(new URL("./shift-clock.mjs", import.meta.url));

/** One portal as a user starts it, which may die, freeze, and come back on the same data. */
export interface Replica {
  /** The port that it listens on; null while it does not run. */
  port(): number | null;
  /** All its processes die at once, as when the machine loses power. */
  kill(): Promise<void>;
  /** Ctrl-C, and waits for the end. */
  stop(): Promise<void>;
  start(clockOffsetMs?: number): Promise<void>;
  /** All its processes stop, as when the machine is suspended. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
  /** All that it said since its first start. */
  output(): string;
}

async function signal(pid: number, name: NodeJS.Signals): Promise<void> {
  for (const one of await processTree(pid)) {
    try {
      process.kill(one.pid, name);
    } catch {
      // It ended in the meantime.
    }
  }
}

function withClock(variables: Record<string, string>, offsetMs: number): Record<string, string> {
  if (offsetMs === 0) return variables;
  return {
    ...variables,
    NODE_OPTIONS: `--import=${SHIFT_CLOCK}`,
    FAULTS_CLOCK_OFFSET_MS: String(offsetMs),
  };
}

/** @param changed is called whenever the port changes */
export function replica(dataDir: string, variables: Record<string, string>, changed: () => void): Replica {
  let portal: Portal | null = null;
  let said = "";
  const gone = async () => {
    const ended = await portal?.ended;
    said += ended ? `${ended.stdout}${ended.stderr}` : "";
    portal = null;
    changed();
  };
  return {
    port: () => (portal ? Number(new URL(portal.url).port) : null),
    start: async (clockOffsetMs = 0) => {
      portal = await startPortal(dataDir, withClock(variables, clockOffsetMs));
      changed();
    },
    kill: async () => {
      if (portal) await signal(portal.pid, "SIGKILL");
      await gone();
    },
    stop: async () => {
      portal?.child.kill("SIGINT");
      await gone();
    },
    freeze: async () => {
      if (portal) await signal(portal.pid, "SIGSTOP");
    },
    thaw: async () => {
      if (portal) await signal(portal.pid, "SIGCONT");
    },
    output: () => said + (portal?.stdout() ?? ""),
  };
}
