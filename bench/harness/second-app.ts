import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { freePort } from "@/tests/support/start-portal";
import { setApart } from "./set-apart";

/** An app beside the portal that is measured, too. */
export interface SecondApp {
  /** Its origin, without a slash at the end. */
  url: string;
  pid: number;
  stderr: Readable;
  stop: () => void;
}

interface SecondAppOptions {
  /** What it reads from its environment. */
  variables?: (url: string) => Record<string, string>;
  /** Whether a profile shall be able to name its functions. */
  readable?: boolean;
}

/**
 * Builds an app of `bench/` and serves it, in the framework's version of the portal.
 * @throws Error when it does not start
 */
export async function serveSecondApp(
  name: string,
  { variables = () => ({}), readable = false }: SecondAppOptions = {},
): Promise<SecondApp> {
  const folder = await setApart(`bench/${name}`, readable);
  const next = join(folder, "node_modules", "next", "dist", "bin", "next");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    ...variables(url),
  };
  await promisify(execFile)(process.execPath, [next, "build"], { cwd: folder, env });
  const server = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
  // A run that ends early must not leave it behind.
  const endWithUs = () => server.kill();
  process.once("exit", endWithUs);
  server.once("exit", () => process.off("exit", endWithUs));
  await new Promise<void>((settle, refuse) => {
    server.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("Ready")) settle();
    });
    server.once("exit", (code) => refuse(new Error(`the server of ${name} ended with ${code}`)));
  });
  return { url, pid: server.pid ?? 0, stderr: server.stderr, stop: () => server.kill() };
}
