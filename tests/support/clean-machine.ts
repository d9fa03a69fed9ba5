import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Folders that a fresh clone doesn't have, and files that no command needs. */
const LEFT_OUT = new Set(["node_modules", ".git", ".next", ".data", ".cache", "generated", "images"]);

/** A folder with a program that never ran there. */
export interface CleanMachine {
  folder: string;
  /** Runs a program in that folder, with PATH alone in its environment, and without network where that is possible. */
  run: (program: string, args: readonly string[]) => Promise<EndedRun>;
  /** Whether a program there has no network. */
  alone: boolean;
  remove: () => Promise<void>;
}

export interface EndedRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** The packages that `npm ci --omit=dev` would install; a real installation takes a minute. */
async function productionPackages(): Promise<string[]> {
  const lock: { packages: Record<string, { dev?: boolean; devOptional?: boolean }> } = JSON.parse(
    await readFile(join(ROOT, "package-lock.json"), "utf8"),
  );
  return Object.entries(lock.packages).flatMap(([path, { dev, devOptional }]) => {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    // Of the packages for one platform each, only this one's are installed.
    return name && !dev && !devOptional && existsSync(join(ROOT, path)) ? [name] : [];
  });
}

async function linkPackages(folder: string): Promise<void> {
  for (const name of await productionPackages()) {
    const at = join(folder, "node_modules", name);
    await mkdir(dirname(at), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), at);
  }
}

/** The command that runs a program without network; empty where the system doesn't allow it. */
async function withoutNetwork(): Promise<string[]> {
  for (const words of [
    ["unshare", "--net"],
    ["unshare", "--map-root-user", "--net"],
  ]) {
    const [program = "", ...args] = words;
    const worked = await promisify(execFile)(program, [...args, "true"]).then(
      () => true,
      () => false,
    );
    if (worked) return words;
  }
  return [];
}

/**
 * Makes a folder of these sources as somebody else's machine has them after a clone and an install: no generated code,
 * no build, no data, no development packages.
 */
export async function cleanMachine(): Promise<CleanMachine> {
  const folder = await mkdtemp(join(tmpdir(), "clean-"));
  await cp(ROOT, folder, {
    recursive: true,
    filter: (source) => !LEFT_OUT.has(source.slice(ROOT.length).split(sep).at(-1) ?? ""),
  });
  await linkPackages(folder);
  const cutOff = await withoutNetwork();
  return {
    folder,
    alone: cutOff.length > 0,
    run: (program, args) => {
      // `env` clears the test runner's variables, such as NODE_OPTIONS.
      const [first = "", ...rest] = [...cutOff, "env", "-i", `PATH=${process.env.PATH}`, program, ...args];
      return new Promise((settle) => {
        execFile(first, rest, { cwd: folder, timeout: 60_000 }, (error, stdout, stderr) =>
          settle({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
        );
      });
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
