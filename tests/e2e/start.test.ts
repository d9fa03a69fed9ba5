import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HttpClient } from "@/tests/support/http-client";
import { memoryOf, processTree, type RunningProcess, stillRunning } from "@/tests/support/process-tree";
import {
  freePort,
  type Portal,
  type PortalStart,
  runStart,
  startPortal,
  temporaryDataDir,
} from "@/tests/support/start-portal";

/** The start as a user sees it: its output, its files, its refusals, its end. */
const GENERATED = { PORTAL_OWNER_PASSWORD: "" };
const EMAIL = "owner@switchboard.local";
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;

beforeAll(async () => {
  folder = await temporaryDataDir();
});
afterAll(() => folder.remove());

/** The permission bits of a path, as chmod takes them. */
async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

/** Ends a start by force where a failed test left one. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The start has ended already: the usual case.
  }
}

describe("one data folder, several starts", () => {
  let password = "";
  let running: Portal | null = null;
  const start = async () => {
    running = await startPortal(folder.path, { ...GENERATED, PORTAL_OWNER_EMAIL: EMAIL });
    return running;
  };
  const wordsFor = (portal: Portal) =>
    /Password {3}(\S+) {3}\(shown at each start until somebody has signed in\)/.exec(portal.stdout())?.[1];
  const setPassword = async () => {
    const words = ["npm", "run", "-s", "owner:password"];
    const { code, stdout } = await runStart({ DATA_DIR: folder.path }, words).ended;
    expect(code).toBe(0);
    return /Password {3}(\S+)/.exec(stdout)?.[1] ?? "";
  };
  afterAll(() => running?.stop());

  test("the first start prints a URL and a generated password that signs in", async () => {
    const portal = await start();
    password = wordsFor(portal) ?? "";
    expect(portal.stdout()).toContain(`Sign in as ${EMAIL}`);
    expect(password.length).toBeGreaterThanOrEqual(16);
    const client = await new HttpClient(portal.url).signIn(EMAIL, password);
    const { json } = await client.call<{ items: { slug: string }[] }>("GET", "/api/workspaces");
    expect(json.items.map(({ slug }) => slug).sort()).toEqual(["harbour-dental", "northwind-home-services"]);
  });

  test("only this user may open the data folder and read the secrets", async () => {
    expect(await modeOf(folder.path)).toBe("700");
    expect(await modeOf(join(folder.path, "secrets.json"))).toBe("600");
  });

  test("a second start on the same data folder is refused, and the first goes on", async () => {
    const second = await runStart({ DATA_DIR: folder.path }).ended;
    expect(second.code).toBe(1);
    expect(second.stderr.trim().split("\n")).toEqual([
      expect.stringContaining("Another Switchboard is running on"),
    ]);
    const answer = await new HttpClient(running?.url ?? "").call("GET", "/api/health/ready");
    expect(answer.status).toBe(200);
  });

  test("Ctrl-C ends every process with code 0", async () => {
    const portal = running;
    if (!portal) throw new Error("no portal");
    const tree = await processTree(portal.pid);
    expect(tree.length).toBeGreaterThanOrEqual(4);
    const ended = await portal.stop();
    running = null;
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(await stillRunning(tree)).toEqual([]);
  });

  test("the next start has the same data, prints no password, and builds nothing", async () => {
    const portal = await start();
    expect(wordsFor(portal)).toBeUndefined();
    expect(portal.stdout()).not.toContain(password);
    expect(portal.stdout()).not.toContain("Building");
    await new HttpClient(portal.url).signIn(EMAIL, password);
  });

  test("npm run owner:password sets a password that signs in, beside a portal that runs", async () => {
    password = await setPassword();
    await new HttpClient(running?.url ?? "").signIn(EMAIL, password);
  });

  test("when the start script is killed, nothing that it started goes on", async () => {
    const portal = running;
    if (!portal) throw new Error("no portal");
    const tree = await processTree(portal.pid);
    process.kill(portal.pid, "SIGKILL");
    await portal.ended;
    running = null;
    await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);
  });

  test("npm run owner:password sets a password that signs in, without a portal that runs", async () => {
    const before = password;
    password = await setPassword();
    const portal = await start();
    expect((await new HttpClient(portal.url).trySignIn(EMAIL, before)).status).toBe(401);
    await new HttpClient(portal.url).signIn(EMAIL, password);
  });

  test("after kill -9 of everything at once the data is still there", async () => {
    const portal = running;
    if (!portal) throw new Error("no portal");
    const tree = await processTree(portal.pid);
    for (const { pid } of tree) process.kill(pid, "SIGKILL");
    await portal.ended;
    const again = await start();
    await new HttpClient(again.url).signIn(EMAIL, password);
  });
});

describe("npm start", () => {
  let own: Awaited<ReturnType<typeof temporaryDataDir>>;
  let running: PortalStart | null = null;
  beforeAll(async () => {
    own = await temporaryDataDir();
  });
  afterAll(async () => {
    if (running) endGroup(running.pid);
    await own.remove();
  });

  /** The data folder's path is longer than that of a socket may be. Only the first start has to make what is in it. */
  const started = async (): Promise<{ npm: PortalStart; tree: RunningProcess[] }> => {
    const dataDir = join(own.path, "a folder's name, with spaces and ümläuts ".repeat(4).trim());
    const npm = running ?? runStart({ DATA_DIR: dataDir }, ["npm", "start"]);
    running = npm;
    await expect.poll(() => npm.stdout(), { timeout: 480_000 }).toContain("running at");
    return { npm, tree: await processTree(npm.pid) };
  };
  const expectEnd = async (send: (pid: number) => void) => {
    const { npm, tree } = await started();
    try {
      expect(tree.length).toBeGreaterThanOrEqual(6);
      send(npm.pid);
      await npm.ended;
      await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);
    } finally {
      endGroup(npm.pid);
      running = null;
    }
  };

  test.runIf(process.platform === "linux")(
    "everything together is below 350 MB at rest, the start process below 60, and no program is compiled as it runs",
    async () => {
      const { npm, tree } = await started();
      const [url = ""] = /http:\S+(?=\n)/.exec(npm.stdout().split("running at")[1] ?? "") ?? [];
      await new HttpClient(url).call("GET", "/sign-in");
      const sizes = await Promise.all((await processTree(npm.pid)).map(({ pid }) => memoryOf(pid)));
      expect(sizes.reduce((sum, { proportional }) => sum + proportional, 0)).toBeLessThan(350);
      const start = tree.find(
        ({ command }) => command.includes("scripts/start.mjs") && !command.startsWith("npm"),
      );
      expect((await memoryOf(start?.pid ?? 0)).resident).toBeLessThan(60);
      for (const { command } of tree) expect(command).not.toContain("tsx");
    },
  );

  // A terminal sends the signal to npm and to the start script, not to npm alone.
  test("Ctrl-C in the terminal ends it in order, with everything that it started", () =>
    expectEnd((pid) => process.kill(-pid, "SIGINT")));

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s to npm alone ends everything", (signal) =>
    expectEnd((pid) => process.kill(pid, signal)),
  );

  test("kill -9 of npm alone ends everything, too", () => expectEnd((pid) => process.kill(pid, "SIGKILL")));
});

describe("a signal to any process of a portal", () => {
  /** What a process of the tree is called, by its command. */
  const PROCESSES = {
    "the start script": /scripts\/start\.mjs/,
    "the web server": /serve\.mjs/,
    "the sandbox": /sandbox\.mjs/,
    "the database server": /bin\/postgres /,
    "the shell that keeps the database": /^\/bin\/sh -c/,
  };
  /**
   * Each process, and each signal. A start takes seconds of a processor, and each program treats the three alike. Those that npm
   * passes on to the start script are tested above.
   */
  const CASES: [NodeJS.Signals, keyof typeof PROCESSES][] = [
    ["SIGHUP", "the start script"],
    ["SIGTERM", "the web server"],
    ["SIGINT", "the sandbox"],
    // To a PostgreSQL server they mean different ends, and SIGHUP means that it reads its settings again.
    ["SIGTERM", "the database server"],
    ["SIGINT", "the database server"],
    ["SIGHUP", "the shell that keeps the database"],
  ];
  let own: Awaited<ReturnType<typeof temporaryDataDir>>;
  let port: number;
  beforeAll(async () => {
    [own, port] = await Promise.all([temporaryDataDir(), freePort()]);
  });
  afterAll(() => own.remove());

  test.each(CASES)("%s to %s ends everything, and the folder and the port are free", async (signal, name) => {
    const portal = await startPortal(own.path, { PORT: String(port) });
    const tree = await processTree(portal.pid);
    const one = tree.find(({ command }) => PROCESSES[name].test(command));
    process.kill(one?.pid ?? 0, signal);
    await portal.ended;
    await expect.poll(() => stillRunning(tree), { timeout: 10_000 }).toEqual([]);
  });
});

test("kill -9 of the start script while the web server gets ready ends everything", async () => {
  const folder = await temporaryDataDir();
  const start = runStart({ DATA_DIR: folder.path, PORTAL_DEMO_PAST: "0" });
  const serves = async () =>
    (await processTree(start.pid)).some(({ command }) => command.includes("/serve.mjs"));
  try {
    await expect.poll(serves, { timeout: 60_000, interval: 10 }).toBe(true);
    const tree = await processTree(start.pid);
    expect(start.stdout()).not.toContain("running at");
    process.kill(start.pid, "SIGKILL");
    await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);
  } finally {
    endGroup(start.pid);
    await folder.remove();
  }
});

test("kill -9 as soon as the owner is made loses no password", async () => {
  const own = await temporaryDataDir();
  const kept = join(own.path, "owner-password.json");
  const first = runStart({ DATA_DIR: own.path, PORTAL_DEMO_PAST: "0" });
  await expect.poll(() => stat(kept).catch(() => null), { timeout: 60_000, interval: 5 }).not.toBeNull();
  for (const { pid } of await processTree(first.pid)) process.kill(pid, "SIGKILL");
  await first.ended;
  const portal = await startPortal(own.path, { PORTAL_OWNER_EMAIL: EMAIL, ...GENERATED });
  const [, password = ""] = /Password {3}(\S+)/.exec(portal.stdout()) ?? [];
  await new HttpClient(portal.url).signIn(EMAIL, password);
  await portal.stop();
  await own.remove();
});

describe("a setting that can't work is refused with one line that names the variable", () => {
  const KEYRING = `k1:${Buffer.alloc(32, 7).toString("base64")}`;
  const refusal = async (variables: Record<string, string>) => {
    const { path, remove } = await temporaryDataDir();
    try {
      return await runStart({ DATA_DIR: path, ...variables }).ended;
    } finally {
      await remove();
    }
  };

  test.each<[string, string, Record<string, string>]>([
    ["a keyring that is none", "PORTAL_KEYRING", { PORTAL_KEYRING: "k1:short" }],
    [
      "plain http to a public host",
      "PORTAL_UPSTREAMS",
      { PORTAL_UPSTREAMS: "trillet=http://api.trillet.ai" },
    ],
    ["a time-out that is no number", "UPSTREAM_TIMEOUT_MS", { UPSTREAM_TIMEOUT_MS: "abc" }],
    ["a port that is none", "PORT", { PORT: "70000" }],
    ["a public address that is none", "PORTAL_URL", { PORTAL_URL: "portal.example.com" }],
    ["a short owner's password", "PORTAL_OWNER_PASSWORD", { PORTAL_OWNER_PASSWORD: "short" }],
    [
      "an owner's password that anybody would guess",
      "PORTAL_OWNER_PASSWORD",
      { PORTAL_OWNER_PASSWORD: "Switchboard2026!" },
    ],
    ["an address that nobody can have", "PORTAL_OWNER_EMAIL", { PORTAL_OWNER_EMAIL: "owner" }],
    ["a host name that leads nowhere", "HOST", { HOST: "x86_64-conda-linux-gnu" }],
    ["an address of another machine", "HOST", { HOST: "192.0.2.1" }],
    ["a name that nothing reads", "PORTAL_TRUSTED_PROXY", { PORTAL_TRUSTED_PROXY: "10.0.0.1" }],
    ["a sandbox's setting that is none", "SANDBOX_GENERATION", { SANDBOX_GENERATION: "newest" }],
    [
      "a parameter that a database has not",
      "DATABASE_URL",
      {
        DATABASE_URL: "postgresql://db/x?sslMode=require",
        PORTAL_SECRET: "s".repeat(32),
        PORTAL_KEYRING: KEYRING,
      },
    ],
    [
      "a database without a secret",
      "PORTAL_SECRET",
      { DATABASE_URL: "postgresql://db", PORTAL_KEYRING: KEYRING },
    ],
    [
      "a database of another make",
      "DATABASE_URL",
      { DATABASE_URL: "mysql://db", PORTAL_SECRET: "s".repeat(32), PORTAL_KEYRING: KEYRING },
    ],
  ])("%s", async (_, name, variables) => {
    const { code, stderr } = await refusal(variables);
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    for (const value of Object.values(variables)) {
      if (value.length > 20) expect(stderr).not.toContain(value);
    }
  });

  test("a port that somebody else has", async () => {
    const port = String(await freePort());
    const other = (await import("node:http")).createServer();
    await new Promise<void>((settle) => other.listen(Number(port), "127.0.0.1", settle));
    const { code, stderr } = await refusal({ PORT: port });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`PORT: ${port} on 127.0.0.1 is in use by another program\n`);
  });

  test("a port of the sandbox that somebody else has", async () => {
    const port = String(await freePort());
    const other = (await import("node:http")).createServer();
    await new Promise<void>((settle) => other.listen(Number(port), "127.0.0.1", settle));
    // The folder has its database already.
    const { stderr } = await refusal({ SANDBOX_PORT: port, DATA_DIR: folder.path });
    other.close();
    expect(stderr).toBe(`SANDBOX_PORT: ${port} on 127.0.0.1 is in use by another program\n`);
  });

  test("a data folder that is a file", async () => {
    const file = join(folder.path, "a-file");
    await writeFile(file, "");
    const { code, stderr } = await refusal({ DATA_DIR: file });
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([`DATA_DIR: ${file} can't be used: it is not a folder`]);
  });

  test("a database that doesn't answer", async () => {
    const port = await freePort();
    const url = `postgresql://portal:canary-password@127.0.0.1:${port}/portal`;
    const { code, stderr } = await refusal({
      DATABASE_URL: url,
      PORTAL_SECRET: "s".repeat(32),
      PORTAL_KEYRING: KEYRING,
    });
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/^DATABASE_URL: /)]);
    expect(stderr).not.toContain("canary-password");
  });
});
