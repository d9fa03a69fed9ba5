import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { scripts } from "@/package.json";
import { processTree, type RunningProcess, stillRunning } from "@/tests/support/process-tree";

it("the start process imports modules of Node alone, so that it stays small", async () => {
  const { metafile } = await build({
    entryPoints: ["scripts/supervise.ts"],
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    outdir: "out",
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(imported).toContain("node:net");
  expect(imported.filter((path) => !path.startsWith("node:"))).toEqual([]);
});

/** A preparation without work and a web server without pages: what ends the start process is the same without them. */
const PREPARE = `
const launch = { DATABASE_URL: "postgresql://db", DATA_DIR: "data", HOST: "127.0.0.1", PORT: 0, PORTAL_DEMO: false };
const results = { settings: { launch, notes: [] }, database: { notes: [] }, pages: null, firstRun: { owner: null, idle: [] } };
process.on("message", (text) => process.send(JSON.stringify({ result: results[JSON.parse(text).name] })));
process.once("disconnect", () => process.exit(0)).send({});`;
const SERVE = `
setInterval(() => {}, 60_000);
process.once("disconnect", () => process.exit(0)).send({ port: 1 });`;

describe("a start of programs without work", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp("/tmp/sb-");
    await mkdir(join(folder, "scripts"));
    await build({
      stdin: {
        contents: `import { supervise } from "@/scripts/supervise";
          await supervise({ root: ".", programs: ".", dev: false });`,
        resolveDir: ".",
      },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: join(folder, "scripts/start.mjs"),
    });
    await writeFile(join(folder, "package.json"), JSON.stringify({ scripts: { start: scripts.start } }));
    await writeFile(join(folder, "prepare.mjs"), PREPARE);
    await writeFile(join(folder, "serve.mjs"), SERVE);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Starts it, and returns it with everything that it consists of. Whatever goes on after the test is killed. */
  async function start([program = "", ...args]: string[]) {
    const { PATH = "" } = process.env;
    // npm would ask the registry for a newer npm.
    const quiet = { npm_config_update_notifier: "false" };
    const env: NodeJS.ProcessEnv = { NODE_ENV: "test", PATH, HOME: folder, ...quiet };
    const child = spawn(program, args, {
      cwd: folder,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const pid = child.pid ?? 0;
    let tree: RunningProcess[] = [];
    onTestFinished(async () => {
      for (const one of await stillRunning(tree)) process.kill(one.pid, "SIGKILL");
    });
    const ended = new Promise<number | null>((settle) => child.once("close", settle));
    let said = "";
    for (const output of [child.stdout, child.stderr])
      output.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
    await expect.poll(() => said, { timeout: 10_000, interval: 20 }).toContain("running at");
    tree = await processTree(pid);
    return { pid, ended, tree, output: () => said };
  }

  const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

  it.each(SIGNALS)("ends everything with code 0 on %s", async (signal) => {
    const { pid, ended, tree } = await start([process.execPath, "scripts/start.mjs"]);
    expect(tree).toHaveLength(2);
    process.kill(pid, signal);
    expect(await ended).toBe(0);
    expect(await stillRunning(tree)).toEqual([]);
  });

  // npm passes on some signals only, and dies of the others.
  it.each([...SIGNALS, "SIGKILL" as const])("by npm ends everything on %s to npm alone", async (signal) => {
    const { pid, ended, tree } = await start(["npm", "start"]);
    expect(tree.length).toBeGreaterThanOrEqual(3);
    process.kill(pid, signal);
    await ended;
    await expect.poll(() => stillRunning(tree), { timeout: 10_000 }).toEqual([]);
  });

  it("ends with code 1 when one of its programs ends, and the others with it", async () => {
    const { ended, tree, output } = await start([process.execPath, "scripts/start.mjs"]);
    process.kill(tree.find(({ command }) => command.includes("serve.mjs"))?.pid ?? 0, "SIGKILL");
    expect(await ended).toBe(1);
    expect(output()).toContain("The web server was ended by SIGKILL; stopping everything else.");
    expect(await stillRunning(tree)).toEqual([]);
  });
});
