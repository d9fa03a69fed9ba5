import { stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "@/tests/support/http-client";
import { killAtOnce, processTree, type RunningProcess, stillRunning } from "@/tests/support/process-tree";
import { freePort, type Portal, runStart, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/**
 * The start as a user sees it: its output, its files, its refusals, its end. A start takes seconds of a processor, so most of
 * these rules share one folder, and each start proves what the end before it left.
 */
const GENERATED = { PORTAL_OWNER_PASSWORD: "", PORTAL_OWNER_EMAIL: "owner@switchboard.local" };
const EMAIL = GENERATED.PORTAL_OWNER_EMAIL;
const NPM = ["npm", "start"];
let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
/** Longer than the path of a socket may be. */
const dataDir = () => join(folder.path, "a folder's name, with spaces and ümläuts ".repeat(4).trim());

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

const wordsFor = (portal: Portal) =>
  /Password {3}(\S+) {3}\(shown at each start until somebody has signed in\)/.exec(portal.stdout())?.[1];

describe("one data folder and one port, several starts", () => {
  let port: string;
  let password = "";
  let running: Portal | null = null;
  beforeAll(async () => {
    port = String(await freePort());
  });
  afterAll(() => {
    if (running) endGroup(running.pid);
  });

  const start = async (command?: readonly string[]) => {
    running = await startPortal(dataDir(), { ...GENERATED, PORT: port }, { command });
    return running;
  };
  const present = (): Portal => {
    if (!running) throw new Error("the test before this one failed");
    return running;
  };
  const signIn = (words = password) => new HttpClient(present().url).signIn(EMAIL, words);

  /** Ends the running portal in some way, and expects that nothing of it goes on. */
  const expectEnd = async (end: (portal: Portal, tree: readonly RunningProcess[]) => void) => {
    const portal = present();
    const tree = await processTree(portal.pid);
    expect(tree.length).toBeGreaterThanOrEqual(4);
    end(portal, tree);
    await portal.ended;
    await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);
    running = null;
  };
  const signal = (name: NodeJS.Signals, words: RegExp) => (_: Portal, tree: readonly RunningProcess[]) =>
    process.kill(tree.find(({ command }) => words.test(command))?.pid ?? 0, name);
  const setPassword = async () => {
    const { code, stdout } = await runStart({ DATA_DIR: dataDir() }, ["npm", "run", "-s", "owner:password"])
      .ended;
    expect(code).toBe(0);
    return /Password {3}(\S+)/.exec(stdout)?.[1] ?? "";
  };

  test("the first start prints a URL and a generated password that signs in", async () => {
    const portal = await start(NPM);
    password = wordsFor(portal) ?? "";
    expect(portal.stdout()).toContain(`Sign in as ${EMAIL}`);
    expect(password.length).toBeGreaterThanOrEqual(16);
    const { json } = await (await signIn()).call<{ items: { slug: string }[] }>("GET", "/api/workspaces");
    expect(json.items.map(({ slug }) => slug).sort()).toEqual(["harbour-dental", "northwind-home-services"]);
  });

  test("only this user may open the data folder and read the secrets", async () => {
    expect(await modeOf(dataDir())).toBe("700");
    expect(await modeOf(join(dataDir(), "secrets.json"))).toBe("600");
  });

  test("a second start on the same data folder is refused, and the first goes on", async () => {
    const second = await runStart({ DATA_DIR: dataDir() }).ended;
    expect(second.code).toBe(1);
    expect(second.stderr.trim().split("\n")).toEqual([
      expect.stringContaining("Another Switchboard is running on"),
    ]);
    const answer = await new HttpClient(present().url).call("GET", "/api/health/ready");
    expect(answer.status).toBe(200);
  });

  // A terminal sends the signal to npm and to the start script, not to npm alone.
  test("Ctrl-C in the terminal ends it in order, with everything that it started", () =>
    expectEnd(({ pid }) => process.kill(-pid, "SIGINT")));

  test("the next start has the same data, prints no password, and builds nothing", async () => {
    const portal = await start();
    expect(wordsFor(portal)).toBeUndefined();
    expect(portal.stdout()).not.toContain(password);
    expect(portal.stdout()).not.toContain("Building");
    await signIn();
  });

  test("npm run owner:password sets a password that signs in, beside a portal that runs", async () => {
    password = await setPassword();
    await signIn();
  });

  test("npm run user:rescue prints a link, and removes no second factor where nobody can say yes", async () => {
    const words = ["npm", "run", "-s", "user:rescue"];
    const rescue = (...more: string[]) => runStart({ DATA_DIR: dataDir() }, [...words, ...more]).ended;
    const refused = await rescue("--", "--remove-second-factor");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("or add --yes")]);
    const { code, stdout } = await rescue();
    expect(code).toBe(0);
    expect(stdout).toMatch(/\/reset-password#\/[\w-]{43}/);
  });

  test("when the start script is killed, nothing that it started goes on", () =>
    expectEnd(({ pid }) => process.kill(pid, "SIGKILL")));

  test("npm run owner:password sets a password that signs in, without a portal that runs", async () => {
    const before = password;
    password = await setPassword();
    const portal = await start();
    expect((await new HttpClient(portal.url).trySignIn(EMAIL, before)).status).toBe(401);
    await signIn();
  });

  test("after kill -9 of everything at once the data is still there", async () => {
    await expectEnd((_, tree) => killAtOnce(tree));
    await start();
    await signIn();
  });

  // The other programs and their signals are tested where each is: all that matters here is that one of them ends.
  test("SIGTERM to the web server ends everything, and the folder and the port are free", async () => {
    await expectEnd(signal("SIGTERM", /serve\.mjs/));
    await start(NPM);
  });

  // Which signals npm passes on, and what the start script does with each, is in scripts/supervise.test.ts.
  test("kill -9 of npm alone ends everything, and the folder and the port are free", async () => {
    await expectEnd(({ pid }) => process.kill(pid, "SIGKILL"));
    await start();
  });

  test("SIGTERM to the database server ends everything", () =>
    expectEnd(signal("SIGTERM", /bin\/postgres /)));

  test("kill -9 of the start script while the web server gets ready ends everything", async () => {
    const early = runStart({ DATA_DIR: dataDir(), PORTAL_DEMO_PAST: "0" });
    onTestFinished(() => endGroup(early.pid));
    const serves = async () =>
      (await processTree(early.pid)).some(({ command }) => command.includes("/serve.mjs"));
    await expect.poll(serves, { timeout: 60_000, interval: 10 }).toBe(true);
    const tree = await processTree(early.pid);
    expect(early.stdout()).not.toContain("running at");
    process.kill(early.pid, "SIGKILL");
    await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);
  });
});

test("kill -9 as soon as the owner is made loses no password, and Ctrl-C ends the next start with code 0", async () => {
  const own = await temporaryDataDir();
  onTestFinished(own.remove);
  const kept = join(own.path, "owner-password.json");
  const first = runStart({ DATA_DIR: own.path, PORTAL_DEMO_PAST: "0" });
  await expect.poll(() => stat(kept).catch(() => null), { timeout: 60_000, interval: 5 }).not.toBeNull();
  killAtOnce(await processTree(first.pid));
  await first.ended;
  const portal = await startPortal(own.path, GENERATED);
  await new HttpClient(portal.url).signIn(EMAIL, wordsFor(portal) ?? "");
  const tree = await processTree(portal.pid);
  expect(await portal.stop()).toMatchObject({ code: 0, stderr: "" });
  expect(await stillRunning(tree)).toEqual([]);
});

/** One case for each step of a start that refuses; what the settings may be is tested in `lib/env.test.ts`. */
describe("a start that can't work is refused with one line that names the variable", () => {
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
    [
      "a setting of the portal",
      "DATABASE_URL",
      { DATABASE_URL: "mysql://db", PORTAL_SECRET: "s".repeat(32), PORTAL_KEYRING: KEYRING },
    ],
    ["a setting of the sandbox", "SANDBOX_GENERATION", { SANDBOX_GENERATION: "newest" }],
    [
      "an owner's password that anybody would guess",
      "PORTAL_OWNER_PASSWORD",
      { PORTAL_OWNER_PASSWORD: "Switchboard2026!" },
    ],
    ["an address of another machine", "HOST", { HOST: "192.0.2.1" }],
  ])("%s", async (_, name, variables) => {
    const { code, stderr } = await refusal(variables);
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    for (const value of Object.values(variables)) {
      if (value.length > 20) expect(stderr).not.toContain(value);
    }
  });

  /** Takes a port for as long as the test runs. */
  const takenPort = async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((settle) => other.listen(port, "127.0.0.1", settle));
    onTestFinished(() => void other.close());
    return String(port);
  };

  test("a port that somebody else has", async () => {
    const port = await takenPort();
    const { code, stderr } = await refusal({ PORT: port });
    expect(code).toBe(1);
    expect(stderr).toBe(`PORT: ${port} on 127.0.0.1 is in use by another program\n`);
  });

  test("a port of the sandbox that somebody else has", async () => {
    const port = await takenPort();
    // This folder has its database already.
    const { stderr } = await refusal({ SANDBOX_PORT: port, DATA_DIR: dataDir() });
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
