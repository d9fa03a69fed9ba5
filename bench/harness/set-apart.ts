import { execFile } from "node:child_process";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a copy makes anew, or has no use for. */
const LEFT_OUT = new Set(["node_modules", ".git", ".next", ".data", ".cache"]);

/** Keeps the names of functions, and maps that say which source they came from. Makes the code no slower. */
const READABLE = `import config from "./next.config.app";

export default {
  ...config,
  experimental: { ...config.experimental, serverSourceMaps: true, serverMinification: false, turbopackMinify: false },
};
`;

/**
 * Copies an app into a folder of its own with the project's packages (as hard links): built inside the project, it
 * would get the portal's own start-up code.
 *
 * @param app its folder in the project; empty for the portal itself
 * @param readable whether a profile shall be able to name its functions
 * @returns the copy's folder
 */
export async function setApart(app: string, readable: boolean): Promise<string> {
  const source = join(ROOT, app);
  const folder = join(ROOT, ".cache", app.split("/").at(-1) || "portal");
  await mkdir(folder, { recursive: true });
  // An earlier build is kept: the portal's start knows whether it is one of these sources.
  for (const name of await readdir(folder)) {
    if (name !== ".next") await rm(join(folder, name), { recursive: true, force: true });
  }
  // One by one, since the portal's copy is inside the folder that is copied.
  for (const name of await readdir(source)) {
    if (!LEFT_OUT.has(name)) await cp(join(source, name), join(folder, name), { recursive: true });
  }
  await promisify(execFile)("cp", ["-al", join(ROOT, "node_modules"), join(folder, "node_modules")]);
  if (readable) {
    await rename(join(folder, "next.config.ts"), join(folder, "next.config.app.ts"));
    await writeFile(join(folder, "next.config.ts"), READABLE);
  }
  return folder;
}
