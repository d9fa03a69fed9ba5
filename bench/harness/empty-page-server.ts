import { execFile, spawn } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@/tests/support/start-portal";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, ".cache", "empty-page");
const NEXT = join(FOLDER, "node_modules", "next", "dist", "bin", "next");
const run = promisify(execFile);

/**
 * Puts the page into a folder of its own with the project's packages (as hard links): built inside the project, it would
 * get the portal's own start-up code.
 */
async function setApart(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await cp(join(ROOT, "bench", "empty-page"), FOLDER, { recursive: true });
  await run("cp", ["-al", join(ROOT, "node_modules"), join(FOLDER, "node_modules")]);
}

/** Builds and serves a page with nothing on it, in the framework's version of the portal. */
export async function serveEmptyPage(): Promise<{ url: string; stop: () => void }> {
  await setApart();
  await run(process.execPath, [NEXT, "build"], {
    cwd: FOLDER,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  const port = await freePort();
  const server = spawn(process.execPath, [NEXT, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: FOLDER,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((settle, refuse) => {
    server.stdout.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("Ready")) settle();
    });
    server.once("exit", (code) => refuse(new Error(`the empty page's server ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}/`, stop: () => server.kill() };
}
