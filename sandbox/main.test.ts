import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

type Ready = { sandbox: string; url: string; controlUrl: string };

let folder: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-main-"));
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  rmSync(folder, { recursive: true });
});

function start(env: Record<string, string>): ChildProcess {
  const child = fork(join(import.meta.dirname, "main.ts"), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, SANDBOX_PORT: "0", SANDBOX_CONTROL_PORT: "0", SANDBOX_STATE: folder, ...env },
  });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<Ready> {
  const [message] = await once(child, "message");
  return message as Ready;
}

test("a child says it is ready, and ends with its channel", async () => {
  const child = start({});
  const { sandbox, url } = await ready(child);
  expect(sandbox).toBe("ready");
  expect((await fetch(`${url}/v1/api/agents`)).status).toBe(401);
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
}, 30_000);

// SIGTERM ends the second one of the next test.
test.each(["SIGINT", "SIGHUP"] as const)(
  "%s ends it in order",
  async (signal) => {
    const child = start({});
    await ready(child);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  },
  30_000,
);

test("an answered write survives kill -9, and a restart keeps changes of the demo", async () => {
  const env = { SANDBOX_DEMO_KEYS: "tk_one,tk_two" };
  const headers = {
    ...{ "x-api-key": "tk_one", "x-workspace-id": "6764d172953253138a3a7001" },
    "content-type": "application/json",
  };
  const first = start(env);
  const before = await ready(first);
  const body = JSON.stringify({ name: "Made before the crash", direction: "outbound", promptType: "simple" });
  const made = await fetch(`${before.url}/v1/api/call-flows`, { method: "POST", headers, body });
  expect(made.status).toBe(201);
  first.kill("SIGKILL");
  await once(first, "exit");

  const second = start(env);
  const after = await ready(second);
  const list = await fetch(`${after.url}/v1/api/call-flows`, { headers });
  const names = ((await list.json()) as { name: string }[]).map(({ name }) => name);
  expect(names.filter((name) => name === "Made before the crash")).toHaveLength(1);
  expect(names.filter((name) => name === "Front desk")).toHaveLength(1);
  second.kill("SIGTERM");
  expect(await once(second, "exit")).toEqual([0, null]);
}, 60_000);

test("a port in use ends the start with one line on stderr and exit code 1", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await once(blocker, "listening");
  const address = blocker.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const child = start({ SANDBOX_CONTROL_PORT: String(port) });
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += chunk;
  });
  expect(await once(child, "exit")).toEqual([1, null]);
  expect(errors).toBe(`sandbox: SANDBOX_CONTROL_PORT: port ${port} on 127.0.0.1 is already in use\n`);
  blocker.close();
}, 30_000);
