import { execFile, spawn } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@/tests/support/start-portal";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** An app beside the portal that is measured, too. */
export interface SecondApp {
  /** Its origin, without a slash at the end. */
  url: string;
  pid: number;
  stop: () => void;
}

/**
 * Puts an app into a folder of its own with the project's packages (as hard links): built inside the project, it would
 * get the portal's own start-up code.
 */
async function setApart(name: string): Promise<string> {
  const folder = join(ROOT, ".cache", name);
  await rm(folder, { recursive: true, force: true });
  await cp(join(ROOT, "bench", name), folder, { recursive: true });
  await run("cp", ["-al", join(ROOT, "node_modules"), join(folder, "node_modules")]);
  return folder;
}

/**
 * Builds an app of `bench/` and serves it, in the framework's version of the portal.
 * @param variables what it reads from its environment
 * @throws Error when it does not start
 */
export async function serveSecondApp(
  name: string,
  variables: (url: string) => Record<string, string> = () => ({}),
): Promise<SecondApp> {
  const folder = await setApart(name);
  const next = join(folder, "node_modules", "next", "dist", "bin", "next");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    ...variables(url),
  };
  await run(process.execPath, [next, "build"], { cwd: folder, env });
  const server = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
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
  return { url, pid: server.pid ?? 0, stop: () => server.kill() };
}
