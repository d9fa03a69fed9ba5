import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const POSTGRES = "/usr/lib/postgresql";

/** Debian's packages that are needed, and how to see that one is there. */
const PACKAGES: Record<string, () => boolean> = {
  nginx: () => existsSync("/usr/sbin/nginx"),
  pgbouncer: () => existsSync("/usr/sbin/pgbouncer"),
  postgresql: () => existsSync(POSTGRES) && readdirSync(POSTGRES).length > 0,
};

async function aptGet(...words: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["-qq", ...words], { env, maxBuffer: 64 * 1024 * 1024 });
}

/**
 * Installs what is missing, as root on Debian.
 * @returns the names of the packages that were installed now
 * @throws Error that names what is missing where it can't be installed
 */
export async function installPackages(): Promise<string[]> {
  const missing = Object.keys(PACKAGES).filter((name) => !PACKAGES[name]?.());
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(`${missing.join(", ")} must be installed; as root on Debian, this installs them`);
  await aptGet("update");
  await aptGet("install", "-y", "--no-install-recommends", ...missing);
  return missing;
}

/** The first line that a program says about its version. */
export async function versionOf(program: string, option: string): Promise<string> {
  const { stdout, stderr } = await run(program, [option]);
  return `${stdout}${stderr}`.split("\n")[0]?.trim() ?? "";
}
