import { createServer } from "node:net";
import { join } from "node:path";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { pgliteFolder, setPgliteFolderAside } from "@/lib/db/pglite-folder";
import type { FirstOwner } from "@/lib/identity/create-first-owner";
import { childEnvironment, isRunAsScript, plainEnvironment } from "./start/child-environment";
import { type ChildProgram, startProgram } from "./start/child-program";
import {
  demoKeys,
  type GeneratedSecrets,
  generatedSecrets,
  lockDataFolder,
  openDataFolder,
  waitForOldServer,
} from "./start/data-folder";
import { listenFault } from "./start/listen-fault";
import { type Launch, type Preparation, startPreparation } from "./start/preparation";
import { say, step } from "./start/progress";
import { Refusal } from "./start/refusal";

/**
 * Everything that the portal consists of, started in order and stopped in the opposite one. This process stays for as long as
 * the portal runs, so it uses modules of Node alone; what needs more is done by others.
 */
interface Place {
  /** The project's folder. */
  root: string;
  /** The folder of the compiled programs. */
  programs: string;
  dev: boolean;
}

type Part = Pick<ChildProgram, "ended" | "stop">;
const running: Part[] = [];

/** Printed as soon as the owner exists, even when a later step fails. */
let owner: FirstOwner | null = null;

function announceOwner(): void {
  if (owner) say(`  Sign in as ${owner.email}`);
  if (owner?.generatedPassword)
    say(`  Password   ${owner.generatedPassword}   (shown at each start until somebody has signed in)`);
  owner = null;
}

let stopped: Promise<void> | null = null;

/** Ends with the start; a signal in the middle of it ends it too. */
let preparing: Preparation | null = null;

async function stopPrograms(): Promise<void> {
  await preparing?.stop();
  for (const program of running.reverse()) await program.stop();
}

async function stopAll(exitCode: number): Promise<never> {
  announceOwner();
  stopped ??= stopPrograms();
  await stopped;
  process.exit(exitCode);
}

async function run(place: Place, options: Parameters<typeof startProgram>[1]): Promise<ChildProgram> {
  const program = await startProgram(place.root, options);
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
async function refuseBusyPort(port: number, host: string, variable = "PORT"): Promise<void> {
  await new Promise<void>((settle, refuse) => {
    const probe = createServer();
    probe.once("error", (error) => refuse(new Refusal(listenFault(error, { host, port, variable }))));
    probe.listen(port, host, () => probe.close(() => settle()));
  });
}

const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split("\n")[0];

/** Fills the new database with that of an earlier version. */
async function takeOver(folder: string, url: string, { ask }: Preparation): Promise<void> {
  await waitForOldServer(folder);
  const title = "Taking over the database of an earlier version";
  await step(title, () => ask("takeOverOld", { folder, url })).catch((error: unknown) => {
    throw new Refusal(
      `DATA_DIR: ${folder}, the database of an earlier version, could not be taken over: ${firstLine(error)}. It is as it was: start that version again, or move the folder away to begin with an empty database`,
    );
  });
}

async function startDatabase(launch: Launch, dataDir: string, preparation: Preparation): Promise<string> {
  if (launch.DATABASE_URL) return launch.DATABASE_URL;
  const old = pgliteFolder(dataDir);
  const fill = old ? (url: string) => takeOver(old, url, preparation) : undefined;
  const database = await step("Starting the embedded database", () =>
    openEmbeddedDatabase(dataDir, { fill }).catch((error: Error) => {
      throw error instanceof Refusal ? error : new Refusal(error.message);
    }),
  );
  keep("embedded database", database);
  if (old)
    say(`  The database of an earlier version is not used any more: ${await setPgliteFolderAside(dataDir)}`);
  if (database.recovered) say("  The database was not stopped last time; it has recovered");
  return database.url;
}

/** A requested sandbox port must be free; the usual one is replaced by a free one. */
async function sandboxPort(
  variable: "SANDBOX_PORT" | "SANDBOX_CONTROL_PORT",
  requested: number | undefined,
  usual: number,
): Promise<string> {
  const port = requested ?? usual;
  try {
    await refuseBusyPort(port, "127.0.0.1", variable);
    return String(port);
  } catch (error) {
    if (requested !== undefined) throw error;
    return "0";
  }
}

async function startSandbox(
  place: Place,
  launch: Launch,
  dataDir: string,
  secrets: GeneratedSecrets,
): Promise<{ url: string; controlUrl: string }> {
  const env = plainEnvironment({
    SANDBOX_PORT: await sandboxPort("SANDBOX_PORT", launch.SANDBOX_PORT, 4010),
    SANDBOX_CONTROL_PORT: await sandboxPort("SANDBOX_CONTROL_PORT", launch.SANDBOX_CONTROL_PORT, 4011),
    SANDBOX_STATE: join(dataDir, "sandbox"),
    SANDBOX_DEMO_KEYS: demoKeys(secrets).join(","),
  });
  const sandbox = await step("Starting the sandbox", () =>
    run(place, { name: "sandbox", script: join(place.programs, "sandbox.mjs"), env }),
  );
  say(`  Sandbox ${sandbox.ready.url}, controlled at ${sandbox.ready.controlUrl}`);
  return { url: String(sandbox.ready.url), controlUrl: String(sandbox.ready.controlUrl) };
}

async function prepareDatabase(
  settings: Record<string, string>,
  embedded: boolean,
  { ask }: Preparation,
): Promise<void> {
  const { notes } = await step("Preparing the database", () => ask("database", { settings, embedded })).catch(
    (error: unknown) => {
      const variable = embedded ? "DATA_DIR" : "DATABASE_URL";
      throw new Refusal(`${variable}: the database could not be prepared: ${firstLine(error)}`);
    },
  );
  for (const note of notes) say(`  ${note}`);
}

/**
 * V8 tidies up when little was done for this long, by default for eight seconds. It gives memory back, and forgets what it has
 * learnt about the code: after each short pause, saves would take nearly twice the processor time for a while.
 */
const TIDY_UP_AFTER_MS = 60_000;

/** @returns the address that people use */
async function startServer(place: Place, launch: Launch, env: NodeJS.ProcessEnv): Promise<string> {
  const serve = {
    dir: place.root,
    dev: place.dev,
    host: launch.HOST,
    port: launch.PORT,
    publicOrigin: launch.PORTAL_URL ?? null,
    trustedProxies: launch.PORTAL_TRUSTED_PROXIES ?? null,
  };
  const server = await step("Starting the web server", () =>
    run(place, {
      name: "web server",
      script: join(place.programs, "serve.mjs"),
      tuning: [`--gc-memory-reducer-start-delay-ms=${TIDY_UP_AFTER_MS}`],
      args: [JSON.stringify(serve)],
      env,
      showOutput: true,
    }),
  );
  const host = launch.HOST.includes(":") ? `[${launch.HOST}]` : launch.HOST;
  return launch.PORTAL_URL ?? `http://${host}:${server.ready.port}`;
}

async function start(place: Place): Promise<void> {
  const { root, programs, dev } = place;
  const preparation = await startPreparation(programs, root);
  preparing = preparation;
  const { launch, notes } = await preparation.ask("settings", null);
  say(`Switchboard ${dev ? "(development) " : ""}is starting`);
  for (const note of notes) say(`  ${note}`);
  const dataDir = await openDataFolder(launch.DATA_DIR);
  await lockDataFolder(dataDir);
  // After the lock: a second start should report the first portal, and not only its port.
  await refuseBusyPort(launch.PORT, launch.HOST);
  const secrets = await generatedSecrets(dataDir);
  const databaseUrl = await startDatabase(launch, dataDir, preparation);
  const sandbox = launch.PORTAL_DEMO ? await startSandbox(place, launch, dataDir, secrets) : null;
  const settings = {
    DATABASE_URL: databaseUrl,
    PORTAL_SECRET: launch.PORTAL_SECRET ?? secrets.portalSecret,
    PORTAL_KEYRING: launch.PORTAL_KEYRING ?? secrets.keyring,
    PORTAL_UPSTREAMS: [launch.PORTAL_UPSTREAMS, ...(sandbox ? [`sandbox=${sandbox.url}`] : [])].join(","),
  };
  await prepareDatabase(settings, !launch.DATABASE_URL, preparation);
  // Before the pages and the demo's past, which take their time.
  if (launch.PORTAL_OWNER_PASSWORD) await preparation.ask("ownerPassword", { launch });
  const env = childEnvironment({
    ...settings,
    // Its own folder is another one than that of this process where the start script was run from elsewhere.
    DATA_DIR: dataDir,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // next-auth reads its own address from these two: the public one, or the host that the request names.
    ...(launch.PORTAL_URL
      ? { NEXTAUTH_URL: launch.PORTAL_URL }
      : { AUTH_TRUST_HOST: "1", NEXTAUTH_URL: undefined }),
  });
  if (!dev) await preparation.ask("pages", { env, dataDir });
  const keys = sandbox ? demoKeys(secrets) : null;
  // Before anybody can sign in: what they did would come before the end of the past in the log.
  if (sandbox && keys && launch.PORTAL_DEMO_PAST) {
    const given = { demoKeys: keys, controlUrl: sandbox.controlUrl, embedded: !launch.DATABASE_URL };
    await step("Preparing the demo", () => preparation.ask("past", given));
  }
  const server = startServer(place, launch, env);
  const people = preparation.ask("firstRun", { launch, dataDir, demoKeys: keys }).then((done) => {
    owner = done.owner;
    for (const name of done.idle) say(`  ${name} has no effect any more: the first owner has been made`);
    return preparation.stop();
  });
  const [url] = await Promise.all([server, people]);
  say("");
  say(`  Switchboard is running at ${url}`);
  announceOwner();
  say("");
}

const PARENT_EVERY_MS = 500;

/** A package manager passes on some signals only, and dies of the others: the portal must not outlive it then. */
function stopWithParent(): void {
  const parent = process.ppid;
  const check = () => {
    if (process.ppid !== parent && stopped === null) void stopAll(0);
  };
  if (isRunAsScript()) setInterval(check, PARENT_EVERY_MS).unref();
}

/** Starts the portal, and goes on until it is stopped: by a signal, or because one of its parts ended. */
export async function supervise(place: Place): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stopAll(0));
  stopWithParent();
  try {
    await start(place);
  } catch (error) {
    const text = firstLine(error);
    const expected = error instanceof Refusal;
    if (stopped === null)
      process.stderr.write(`${expected ? error.message : `Switchboard could not start: ${text}`}\n`);
    // A signal during the start ends the programs too; a failure after it is only a consequence.
    await stopAll(stopped === null ? 1 : 0);
  }
}
