import { execFile } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { step } from "./progress";
import { Refusal } from "./refusal";
import { sourcesDigest } from "./sources-digest.mjs";

/** Everything that the built pages are made from. */
const SOURCES = [
  "app",
  "components",
  "docs/openapi.json",
  "lib",
  "prisma",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
];

function nextBuild(root: string, env: NodeJS.ProcessEnv, logPath: string): Promise<void> {
  return new Promise((settle, refuse) => {
    const next = join(root, "node_modules", "next", "dist", "bin", "next");
    const log = createWriteStream(logPath, { mode: 0o600 });
    const build = execFile(
      process.execPath,
      [next, "build"],
      { cwd: root, env, maxBuffer: 64 * 1024 * 1024 },
      (error) => {
        process.off("exit", endWithUs);
        log.end();
        if (error) refuse(new Refusal(`The build failed; ${logPath} says why`));
        else settle();
      },
    );
    const endWithUs = () => build.kill();
    process.once("exit", endWithUs);
    build.stdout?.pipe(log, { end: false });
    build.stderr?.pipe(log, { end: false });
  });
}

/**
 * Builds the portal unless there is a build of these very sources: after an update the old pages must not be served.
 * @throws Refusal when the build fails; its output is in `build.log` in the data folder
 */
export async function buildIfNeeded(root: string, env: NodeJS.ProcessEnv, dataDir: string): Promise<void> {
  const digest = sourcesDigest(root, SOURCES);
  const stamp = join(root, ".next", "switchboard-sources");
  const built = await readFile(stamp, "utf8").catch(() => "");
  if (built === digest && existsSync(join(root, ".next", "BUILD_ID"))) return;
  await step("Building the pages (only needed once, takes a minute or two)", async () => {
    await nextBuild(root, env, join(dataDir, "build.log"));
    await writeFile(stamp, digest);
  });
}
