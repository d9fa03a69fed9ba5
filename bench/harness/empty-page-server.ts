import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@/tests/support/start-portal";

const FOLDER = fileURLToPath(new URL("../empty-page", import.meta.url));
const NEXT = fileURLToPath(new URL("../../node_modules/next/dist/bin/next", import.meta.url));

/** Builds and serves a page with nothing on it, in the framework's version of the portal. */
export async function serveEmptyPage(): Promise<{ url: string; stop: () => void }> {
  await promisify(execFile)(process.execPath, [NEXT, "build"], { cwd: FOLDER });
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
