import { weakTlsNotes } from "@/lib/db/database-url";
import { InvalidEnvironment, idleVariables, launchEnv, namedOwnerVariables, setEnvironment } from "@/lib/env";
import { readSettings, VARIABLES } from "@/sandbox/settings";
import { buildIfNeeded } from "./start/build-if-needed";
import { childEnvironment } from "./start/child-environment";
import type { PreparationSteps, StepName } from "./start/preparation";
import { Refusal } from "./start/refusal";

/**
 * What has to be done before the portal can serve, in a process of its own. Started by `npm start` with the project's folder;
 * does what it is asked for, step by step, and ends when the start process says so or dies.
 */
const root = process.argv[2];
if (!root || !process.send) {
  process.stderr.write("scripts/prepare.ts is started by npm start\n");
  process.exit(1);
}

const SANDBOX_VARIABLES = Object.values(VARIABLES);

/** The sandbox says so itself, but only when everything before it has been started. */
function checkSandboxSettings(): void {
  try {
    readSettings(childEnvironment({}));
  } catch (error) {
    throw new Refusal(String(error instanceof Error ? error.message : error).replace(" ", ": "));
  }
}

type Doers = {
  [Name in StepName]: (given: PreparationSteps[Name]["given"]) => Promise<PreparationSteps[Name]["gives"]>;
};

const doers: Doers = {
  settings: async () => {
    const launch = launchEnv(SANDBOX_VARIABLES);
    if (launch.PORTAL_DEMO) checkSandboxSettings();
    // While the start process starts the database, its modules are loaded.
    void Promise.all([import("@/lib/audit/search/backfill-terms"), import("./start/first-run")]).catch(
      () => {},
    );
    const { DATABASE_URL } = launch;
    const idle = idleVariables(launch, SANDBOX_VARIABLES);
    return { launch, notes: DATABASE_URL ? [...weakTlsNotes(DATABASE_URL), ...idle] : idle };
  },
  takeOverOld: async ({ folder, url }) => {
    const { copyPgliteFolder } = await import("@/lib/db/copy-pglite");
    await copyPgliteFolder(folder, url, root);
    return null;
  },
  database: async ({ settings, embedded }) => {
    setEnvironment(settings);
    const { migrate } = await import("@/lib/db/migrate");
    const { backfillTerms } = await import("@/lib/audit/search/backfill-terms");
    await migrate(settings.DATABASE_URL ?? "", root);
    await backfillTerms();
    const { endAllLeases } = await import("@/lib/changes/lease");
    const { endItemLeases } = await import("@/lib/jobs/claim-items");
    if (embedded) await Promise.all([endAllLeases(), endItemLeases()]);
    const { noteKeyring, unopenedSecrets } = await import("@/lib/keyring/check-keyring");
    await noteKeyring();
    return { notes: await unopenedSecrets() };
  },
  ownerPassword: async ({ launch }) => {
    const { refuseUnfitOwnerPassword } = await import("./start/first-run");
    await refuseUnfitOwnerPassword(launch);
    return null;
  },
  pages: async ({ env, dataDir }) => {
    await buildIfNeeded(root, env, dataDir);
    return null;
  },
  past: async (given) => {
    const { giveDemoPast } = await import("./start/first-run");
    await giveDemoPast(given);
    return null;
  },
  firstRun: async ({ launch, dataDir, demoKeys }) => {
    const { firstRun } = await import("./start/first-run");
    const owner = await firstRun(launch, dataDir, demoKeys);
    return { owner, idle: owner?.madeNow ? [] : namedOwnerVariables() };
  },
};

async function carryOut<Name extends StepName>(question: {
  name: Name;
  given: PreparationSteps[Name]["given"];
}): Promise<unknown> {
  try {
    return { result: await doers[question.name](question.given) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { refused: error instanceof Refusal || error instanceof InvalidEnvironment, message };
  }
}

process.on("message", async (message) => {
  process.send?.(JSON.stringify(await carryOut(JSON.parse(String(message)))));
});
process.once("disconnect", () => process.exit(0));
// An end by a signal would leave the build of the pages running.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
process.send({ ready: true });
