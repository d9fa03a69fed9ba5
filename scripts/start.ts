import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { copyPgliteFolder, pgliteFolder, setPgliteFolderAside } from "@/lib/db/pglite-folder";
import { childEnvironment, InvalidEnvironment, launchEnv, plainEnvironment, setEnvironment } from "@/lib/env";
import type { FirstOwner } from "@/lib/identity/create-first-owner";
import { generateClient } from "./generate-client";
import { buildIfNeeded } from "./start/build-if-needed";
import { type ChildProgram, startProgram } from "./start/child-program";
import {
  demoKeys,
  type GeneratedSecrets,
  generatedSecrets,
  lockDataFolder,
  openDataFolder,
  waitForOldServer,
} from "./start/data-folder";
import { say, step } from "./start/progress";
import { Refusal } from "./start/refusal";

/**
 * `npm start` and `npm run dev` (with `--dev`): everything that the portal consists of, started in order and stopped
 * in the opposite one.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const dev = process.argv.includes("--dev");
type Part = Pick<ChildProgram, "ended" | "stop">;
const running: Part[] = [];

type Launch = ReturnType<typeof launchEnv>;

/** Printed as soon as the owner exists, even when a later step fails: a password is shown only once. */
let owner: FirstOwner | null = null;

function announceOwner(): void {
  if (owner) say(`  Sign in as ${owner.email}`);
  if (owner?.generatedPassword) say(`  Password   ${owner.generatedPassword}   (shown only this once)`);
  owner = null;
}

let stopped: Promise<void> | null = null;

async function stopPrograms(): Promise<void> {
  for (const program of running.reverse()) await program.stop();
}

async function stopAll(exitCode: number): Promise<never> {
  announceOwner();
  stopped ??= stopPrograms();
  await stopped;
  process.exit(exitCode);
}

async function run(options: Parameters<typeof startProgram>[1]): Promise<ChildProgram> {
  const program = await startProgram(root, options);
  keep(options.name, program);
  return program;
}

/** What was started stops with everything else, and everything else with it. */
function keep(name: string, part: Part): void {
  running.push(part);
  void part.ended.then((how) => {
    if (stopped !== null) return;
    process.stderr.write(`The ${name} ${how}; stopping everything else.\n`);
    void stopAll(1);
  });
}

/** Fails early instead of after a long build. */
async function refuseBusyPort(port: number, host: string): Promise<void> {
  await new Promise<void>((settle, refuse) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const words =
        error.code === "EADDRINUSE" ? "is in use by another program" : `can't be used: ${error.message}`;
      refuse(new Refusal(`PORT: ${port} on ${host} ${words}`));
    });
    probe.listen(port, host, () => probe.close(() => settle()));
  });
}

/** Fills the new database with that of an earlier version. */
async function takeOver(old: string, url: string): Promise<void> {
  await waitForOldServer(old);
  await step("Taking over the database of an earlier version", () => copyPgliteFolder(old, url, root)).catch(
    (error: unknown) => {
      const words = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new Refusal(
        `DATA_DIR: ${old}, the database of an earlier version, could not be taken over: ${words}. It is as it was: start that version again, or move the folder away to begin with an empty database`,
      );
    },
  );
}

async function startDatabase(launch: Launch, dataDir: string): Promise<string> {
  if (launch.DATABASE_URL) return launch.DATABASE_URL;
  const old = pgliteFolder(dataDir);
  const fill = old ? (url: string) => takeOver(old, url) : undefined;
  const database = await step("Starting the embedded database", () =>
    openEmbeddedDatabase(dataDir, { fill }).catch((error: Error) => {
      throw error instanceof Refusal ? error : new Refusal(error.message);
    }),
  );
  if (old)
    say(`  The database of an earlier version is not used any more: ${await setPgliteFolderAside(dataDir)}`);
  if (database.recovered) say("  The database was not stopped last time; it has recovered");
  keep("embedded database", database);
  return database.url;
}

/** A requested sandbox port must be free; the usual one is replaced by a free one. */
async function sandboxPort(requested: number | undefined, usual: number): Promise<string> {
  if (requested !== undefined) return String(requested);
  return await refuseBusyPort(usual, "127.0.0.1").then(
    () => String(usual),
    () => "0",
  );
}

async function startSandbox(launch: Launch, dataDir: string, secrets: GeneratedSecrets): Promise<string> {
  const env = plainEnvironment({
    SANDBOX_PORT: await sandboxPort(launch.SANDBOX_PORT, 4010),
    SANDBOX_CONTROL_PORT: await sandboxPort(launch.SANDBOX_CONTROL_PORT, 4011),
    SANDBOX_STATE: join(dataDir, "sandbox"),
    SANDBOX_DEMO_KEYS: demoKeys(secrets).join(","),
  });
  const sandbox = await step("Starting the sandbox", () =>
    run({ name: "sandbox", script: "sandbox/main.ts", env }),
  );
  say(`  Sandbox ${sandbox.ready.url}, controlled at ${sandbox.ready.controlUrl}`);
  return String(sandbox.ready.url);
}

async function prepareDatabase(url: string, embedded: boolean): Promise<void> {
  const { migrate } = await import("@/lib/db/migrate");
  const { backfillTerms } = await import("@/lib/audit/search/backfill-terms");
  try {
    await step("Preparing the database", async () => {
      await migrate(url, root);
      await backfillTerms();
    });
  } catch (error) {
    const words = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Refusal(
      `${embedded ? "DATA_DIR" : "DATABASE_URL"}: the database could not be prepared: ${words}`,
    );
  }
  const { endAllLeases } = await import("@/lib/changes/lease");
  if (embedded) await endAllLeases();
}

async function start(): Promise<void> {
  const launch = launchEnv();
  say(`Switchboard ${dev ? "(development) " : ""}is starting`);
  const dataDir = await openDataFolder(launch.DATA_DIR);
  await lockDataFolder(dataDir);
  // After the lock: a second start should report the first portal, and not only its port.
  if (launch.PORT !== 0) await refuseBusyPort(launch.PORT, launch.HOST);
  const secrets = await generatedSecrets(dataDir);
  await generateClient(root);
  const databaseUrl = await startDatabase(launch, dataDir);
  const sandboxUrl = launch.PORTAL_DEMO ? await startSandbox(launch, dataDir, secrets) : null;
  const settings = {
    DATABASE_URL: databaseUrl,
    PORTAL_SECRET: launch.PORTAL_SECRET ?? secrets.portalSecret,
    PORTAL_KEYRING: launch.PORTAL_KEYRING ?? secrets.keyring,
    PORTAL_UPSTREAMS: [launch.PORTAL_UPSTREAMS, ...(sandboxUrl ? [`sandbox=${sandboxUrl}`] : [])].join(","),
  };
  setEnvironment(settings);
  await prepareDatabase(databaseUrl, !launch.DATABASE_URL);
  const env = childEnvironment({
    ...settings,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // next-auth reads its own address from these two: the public one, or the host that the request names.
    ...(launch.PORTAL_URL
      ? { NEXTAUTH_URL: launch.PORTAL_URL }
      : { AUTH_TRUST_HOST: "1", NEXTAUTH_URL: undefined }),
  });
  if (!dev) await buildIfNeeded(root, env, dataDir);
  const { firstRun } = await import("./start/first-run");
  owner = await firstRun(launch, sandboxUrl ? demoKeys(secrets) : null);
  const serve = {
    dir: root,
    dev,
    host: launch.HOST,
    port: launch.PORT,
    publicOrigin: launch.PORTAL_URL ?? null,
  };
  const server = await step("Starting the web server", () =>
    run({
      name: "web server",
      script: "scripts/serve.ts",
      args: [JSON.stringify(serve)],
      env,
      showOutput: true,
    }),
  );
  const host = launch.HOST.includes(":") ? `[${launch.HOST}]` : launch.HOST;
  say("");
  say(`  Switchboard is running at ${launch.PORTAL_URL ?? `http://${host}:${server.ready.port}`}`);
  announceOwner();
  say("");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stopAll(0));

try {
  await start();
} catch (error) {
  const expected = error instanceof Refusal || error instanceof InvalidEnvironment;
  const text = error instanceof Error ? error.message : String(error);
  if (stopped === null)
    process.stderr.write(`${expected ? text : `Switchboard could not start: ${text.split("\n")[0]}`}\n`);
  // A signal during the start ends the programs too; a failure after it is only a consequence.
  await stopAll(stopped === null ? 1 : 0);
}
