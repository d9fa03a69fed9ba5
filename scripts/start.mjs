// @ts-check
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sourcesDigest } from "./start/sources-digest.mjs";

/**
 * `npm start` and `npm run dev` (with `--dev`). The programs of the portal are TypeScript; this file compiles them when they
 * have changed, in a process that ends, and becomes the first of them. A TypeScript loader would stay in memory for as long
 * as the portal runs.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const SOURCES = ["lib", "prisma/schema.prisma", "sandbox", "scripts", "package-lock.json", "tsconfig.json"];

/**
 * @param {string} folder where the compiled programs go
 * @returns {Promise<boolean>} whether they are there; the compiler has said why not
 */
function compile(folder) {
  const words = ["--import", "tsx", join(root, "scripts", "compile.ts"), folder];
  const compiler = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  // The supervisor has its own way to end; until then the compiler must not be left behind.
  const end = () => {
    compiler.kill();
    process.exit(1);
  };
  for (const signal of signals) process.once(signal, end);
  return new Promise((settle) => {
    compiler.once("error", () => settle(false));
    compiler.once("exit", (code) => settle(code === 0));
  }).finally(() => {
    for (const signal of signals) process.off(signal, end);
  });
}

const programs = join(root, ".cache", "programs", sourcesDigest(root, SOURCES));
const supervisor = join(programs, "supervise.mjs");
if (existsSync(supervisor) || (await compile(programs))) {
  const { supervise } = await import(pathToFileURL(supervisor).href);
  await supervise({ root, programs, dev: process.argv.includes("--dev") });
} else {
  process.exitCode = 1;
}
