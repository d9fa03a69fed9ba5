import { type ChildProcess, spawn } from "node:child_process";
import { Refusal } from "./refusal";

/** How long a program gets to end by itself before it is ended. */
const STOP_MS = 8_000;

export interface ChildProgram {
  child: ChildProcess;
  /** Its message when it was ready. */
  ready: Record<string, unknown>;
  /** Resolves when it has ended, with the reason in words. */
  ended: Promise<string>;
  stop: () => Promise<void>;
}

interface ProgramOptions {
  name: string;
  /** The path of the compiled program. */
  script: string;
  nodeOptions?: string[];
  /** Options that only make it faster. A version of Node that does not know them gets none. */
  tuning?: string[];
  args?: string[];
  env: NodeJS.ProcessEnv;
  /** Whether its output is for the operator, as the web server's log lines are, and ready lines of others are not. */
  showOutput?: boolean;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((settle) => {
    child.once("exit", (code, signal) =>
      settle(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    );
    child.once("error", (error) => settle(error.message));
  });
}

/** Node ends with this code when it does not know an option: https://nodejs.org/api/process.html#exit-codes */
const INVALID_ARGUMENT = 9;

/**
 * Starts one of our own programs in a process of its own, and waits for its ready message.
 *
 * The program gets a process group of its own, so that Ctrl-C reaches only the start script, which then stops things in
 * order. It has an IPC channel to the start script and ends by itself when that breaks, so that even a killed start
 * script leaves nothing running.
 *
 * @throws Refusal with the program's last error line when it ends before it is ready
 */
export async function startProgram(root: string, options: ProgramOptions): Promise<ChildProgram> {
  const { nodeOptions = [], tuning = [], script, args = [] } = options;
  const words = [...tuning, ...nodeOptions, script, ...args];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: options.env,
    detached: true,
    stdio: ["ignore", options.showOutput ? "inherit" : "ignore", "pipe", "ipc"],
  });
  let lastLine = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    lastLine = chunk.toString().trim().split("\n").at(-1) ?? lastLine;
  });
  const ended = endOf(child);
  const ready = await Promise.race([
    new Promise<ChildProgram["ready"]>((settle) =>
      child.once("message", (message) => settle(Object(message))),
    ),
    ended.then((how) => {
      if (child.exitCode === INVALID_ARGUMENT && tuning.length > 0) return null;
      throw new Refusal(`The ${options.name} did not start: ${lastLine || how}`);
    }),
  ]);
  if (ready === null) return await startProgram(root, { ...options, tuning: [] });
  return {
    child,
    ready,
    ended,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (child.connected) child.disconnect();
      const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(force);
    },
  };
}
