import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { embeddedDatabaseUrl, openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { InvalidEnvironment, launchEnv, setEnvironment } from "@/lib/env";
import { VARIABLES } from "@/sandbox/settings";
import { generatedSecrets, lockDataFolder, openDataFolder } from "./data-folder";
import { Refusal } from "./refusal";

interface Opened {
  url: string;
  close: () => Promise<void>;
}

/** The embedded database of a portal that runs, or one that is started for this. */
async function openEmbedded(dataDir: string): Promise<Opened> {
  if (!(await stat(join(dataDir, "postgres")).catch(() => null)))
    throw new Refusal(`DATA_DIR: there is no portal's database in ${dataDir}`);
  await openDataFolder(dataDir);
  try {
    await lockDataFolder(dataDir);
  } catch (error) {
    // A portal that runs has the lock, and its database may be used beside it.
    const running = await embeddedDatabaseUrl(dataDir).catch(() => null);
    if (running === null) throw error;
    return { url: running, close: async () => {} };
  }
  const { url, stop } = await openEmbeddedDatabase(dataDir);
  return { url, close: stop };
}

async function besidePortal(act: (dataDir: string) => Promise<void>): Promise<void> {
  const launch = launchEnv(Object.values(VARIABLES));
  const dataDir = resolve(launch.DATA_DIR);
  const { url, close } = launch.DATABASE_URL
    ? { url: launch.DATABASE_URL, close: async () => {} }
    : await openEmbedded(dataDir);
  try {
    const secrets = launch.DATABASE_URL ? null : await generatedSecrets(dataDir);
    setEnvironment({
      DATABASE_URL: url,
      ...(secrets ? { PORTAL_SECRET: launch.PORTAL_SECRET ?? secrets.portalSecret } : {}),
      ...(secrets ? { PORTAL_KEYRING: launch.PORTAL_KEYRING ?? secrets.keyring } : {}),
    });
    await act(dataDir);
  } finally {
    const { closeDatabase } = await import("@/lib/db/client");
    await closeDatabase();
    await close();
  }
}

/**
 * Runs an operator's act on the portal's database, whether the portal runs or not, with the variables of `npm start`. What goes
 * wrong is one line on standard error, and the exit code 1.
 *
 * @param act gets the data folder
 * @param expected tells an error whose message is for the operator
 * @param failure what to say before the message of any other error
 */
export async function runBesidePortal(
  act: (dataDir: string) => Promise<void>,
  expected: (error: unknown) => boolean,
  failure: string,
): Promise<void> {
  try {
    await besidePortal(act);
  } catch (error) {
    const isExpected = error instanceof Refusal || error instanceof InvalidEnvironment || expected(error);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${isExpected ? message : `${failure}: ${message.split("\n").at(-1)}`}\n`);
    process.exitCode = 1;
  }
}
