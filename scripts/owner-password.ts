import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { embeddedDatabaseUrl, openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { InvalidEnvironment, launchEnv, setEnvironment } from "@/lib/env";
import { NoSuchOwner, setOwnerPassword } from "@/lib/identity/set-owner-password";
import { VARIABLES } from "@/sandbox/settings";
import { generatedSecrets, lockDataFolder, openDataFolder } from "./start/data-folder";
import { say } from "./start/progress";
import { Refusal } from "./start/refusal";

/**
 * `npm run owner:password [-- address]`: sets a new password for an owner, whether the portal runs or not. It reads the
 * same variables as `npm start`.
 */
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

async function run(address: string | null): Promise<void> {
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
    const { email, password } = await setOwnerPassword(address, dataDir);
    say(`  Sign in as ${email}`);
    say(`  Password   ${password}   (shown only this once)`);
  } finally {
    const { closeDatabase } = await import("@/lib/db/client");
    await closeDatabase();
    await close();
  }
}

try {
  await run(process.argv[2] ?? null);
} catch (error) {
  const expected =
    error instanceof Refusal || error instanceof InvalidEnvironment || error instanceof NoSuchOwner;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${expected ? message : `The password could not be set: ${message.split("\n").at(-1)}`}\n`,
  );
  process.exitCode = 1;
}
