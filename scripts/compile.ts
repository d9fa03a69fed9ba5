import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { generateClient } from "./generate-client";

/** The programs that `npm start` consists of, by the names of their compiled files. */
const PROGRAMS = {
  supervise: "scripts/supervise.ts",
  prepare: "scripts/prepare.ts",
  serve: "scripts/serve.ts",
  sandbox: "sandbox/main.ts",
};

/**
 * Compiles the programs into a folder of their own, which gets its name when it is complete. Those of other sources are
 * removed. Packages stay where they are.
 */
async function compile(root: string, folder: string): Promise<void> {
  await generateClient(root);
  const home = dirname(folder);
  await mkdir(home, { recursive: true });
  const unfinished = await mkdtemp(join(home, "new-"));
  await build({
    absWorkingDir: root,
    entryPoints: PROGRAMS,
    outdir: unfinished,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    sourcemap: "linked",
    logLevel: "warning",
  });
  // Another start may have been quicker.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  const others = (await readdir(home)).filter(
    (name) => name !== basename(folder) && !name.startsWith("new-"),
  );
  for (const name of others) await rm(join(home, name), { recursive: true, force: true });
}

const folder = process.argv[2];
try {
  if (!folder) throw new Error("it is run by npm start");
  await compile(fileURLToPath(new URL("..", import.meta.url)), folder);
} catch (error) {
  process.stderr.write(`scripts/compile.ts: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
