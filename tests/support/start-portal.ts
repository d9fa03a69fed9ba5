import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { HttpClient } from "./http-client";
import { processTree } from "./process-tree";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A build takes a minute or two, on a busy machine several. */
const LONGEST_START_MS = 480_000;

/** Neither the sandbox nor the portal limits frequent requests. */
export const NO_LIMITS = { SANDBOX_REQUESTS_PER_MINUTE: "0", UPSTREAM_REQUESTS_PER_MINUTE: "1000" };

export const OWNER = { email: "owner@example.com", password: "correct horse battery" };

/** The output and the code of a start script that ended. */
export interface EndedStart {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm start` as a child process. */
export interface PortalStart {
  child: ChildProcess;
  /** The start script itself; `npm` in between has a number of its own. */
  pid: number;
  stdout: () => string;
  /** Resolves when it has ended. */
  ended: Promise<EndedStart>;
}

export interface Portal extends PortalStart {
  url: string;
  dataDir: string;
  /** The sandbox's control port; empty without demo mode. */
  controlUrl: string;
  /** A client that is signed in as the owner. */
  signedIn: () => Promise<HttpClient>;
  /** The process of a part: "web server", "embedded database" or "sandbox". */
  pidOf: (part: keyof typeof PARTS) => Promise<number>;
  /** Ends a part at once, as a crash or the kernel would. */
  kill9: (part: keyof typeof PARTS) => Promise<void>;
  /** Ctrl-C, and waits for the end. */
  stop: () => Promise<EndedStart>;
}

const PARTS = {
  "web server": "/serve.mjs",
  "embedded database": "bin/postgres ",
  sandbox: "/sandbox.mjs",
};

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((settle) => probe.listen(0, "127.0.0.1", settle));
  const address = probe.address();
  await new Promise((settle) => probe.close(settle));
  return typeof address === "object" && address ? address.port : 0;
}

/** A fresh data folder. */
export async function temporaryDataDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp("/tmp/sb-");
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Runs the start script with these variables and none of the test runner's own: NODE_ENV=test or a developer's
 * DATABASE_URL would make it another program.
 *
 * @param command what to run in the project's folder; the start script itself by default
 * @param folder another folder with the project's sources
 */
export function runStart(
  variables: Record<string, string>,
  command: readonly string[] = [process.execPath, "scripts/start.mjs"],
  folder = ROOT,
): PortalStart {
  const { PATH = "", HOME = "/tmp" } = process.env;
  const ports = { PORT: "0", SANDBOX_PORT: "0", SANDBOX_CONTROL_PORT: "0" };
  const env: Record<string, string> = { PATH, HOME, ...ports, ...variables };
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd: folder,
    // A process group of its own, as a terminal gives to what is started in it.
    detached: true,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  const ended = new Promise<EndedStart>((settle) => child.once("close", (code) => settle({ code, ...said })));
  // A test run that ends early must not leave portals behind; the start script's programs end with it.
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  child.once("close", () => process.off("exit", endWithUs));
  return { child, pid: child.pid ?? 0, stdout: () => said.stdout, ended };
}

/** Waits until a start says where the portal runs. */
async function announcement(start: PortalStart): Promise<string> {
  return await new Promise((settle, refuse) => {
    const late = setTimeout(() => refuse(new Error(`no portal yet:\n${start.stdout()}`)), LONGEST_START_MS);
    const check = () => {
      // The line after it is empty or says who to sign in as; with it, the whole announcement is there.
      const [, url] = /running at (\S+)\n(?:.+\n)*\n/.exec(start.stdout()) ?? [];
      if (!url) return;
      clearTimeout(late);
      start.child.stdout?.off("data", check);
      settle(url);
    };
    start.child.stdout?.on("data", check);
    check();
    void start.ended.then(({ code, stdout, stderr }) => {
      clearTimeout(late);
      refuse(new Error(`the start ended with ${code}:\n${stdout}${stderr}`));
    });
  });
}

async function pidOfPart(start: PortalStart, part: keyof typeof PARTS): Promise<number> {
  const script = PARTS[part];
  const found = (await processTree(start.pid)).find(({ command }) => command.includes(script));
  if (!found) throw new Error(`${part} isn't running`);
  return found.pid;
}

/**
 * Starts a portal and waits until it answers.
 * @param dataDir its data folder; the same again continues where the last one ended
 * @param how `command` and `folder` as in `runStart`
 * @throws Error with the whole output when it doesn't start
 */
export async function startPortal(
  dataDir: string,
  variables: Record<string, string> = {},
  { command, folder }: { command?: readonly string[] | undefined; folder?: string | undefined } = {},
): Promise<Portal> {
  const first = {
    PORTAL_OWNER_EMAIL: OWNER.email,
    PORTAL_OWNER_PASSWORD: OWNER.password,
    // A test that counts what it did itself begins without the work of others.
    PORTAL_DEMO_PAST: "0",
  };
  const start = runStart({ DATA_DIR: dataDir, ...first, ...variables }, command, folder);
  const url = await announcement(start).catch((error: unknown) => {
    start.child.kill("SIGKILL");
    throw error;
  });
  const [, controlUrl = ""] = /controlled at (\S+)/.exec(start.stdout()) ?? [];
  return {
    ...start,
    url,
    dataDir,
    controlUrl,
    signedIn: () => new HttpClient(url).signIn(OWNER.email, OWNER.password),
    pidOf: (part) => pidOfPart(start, part),
    kill9: async (part) => {
      process.kill(await pidOfPart(start, part), "SIGKILL");
    },
    stop: async () => {
      start.child.kill("SIGINT");
      return await start.ended;
    },
  };
}
