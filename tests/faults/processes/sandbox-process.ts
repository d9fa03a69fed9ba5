import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { askSandbox } from "@/tests/support/sandbox-control";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const ready = z.object({ url: z.string(), controlUrl: z.string() });

/** The upstream's stand-in in a process of its own: the portals that talk to it die and freeze, and it does not. */
export interface SandboxProcess {
  url: string;
  /** Sends a request to the control port, and returns the parsed answer. */
  control<T>(method: string, path: string, answer: z.ZodType<T>, body?: unknown): Promise<T>;
  /** Sends a request to the control port whose answer doesn't matter. */
  tell(method: string, path: string, body?: unknown): Promise<void>;
  stop(): Promise<void>;
}

export async function startSandboxProcess(): Promise<SandboxProcess> {
  const child: ChildProcess = fork("sandbox/main.ts", {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      ...{ SANDBOX_PORT: "0", SANDBOX_CONTROL_PORT: "0", SANDBOX_STATE: "" },
      SANDBOX_REQUESTS_PER_MINUTE: "0",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [message] = await once(child, "message");
  const { url, controlUrl } = ready.parse(message);
  return {
    url,
    control: async (method, path, answer, body) =>
      answer.parse(await askSandbox<unknown>(controlUrl, method, path, body)),
    tell: async (method, path, body) => {
      await askSandbox<unknown>(controlUrl, method, path, body);
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}
