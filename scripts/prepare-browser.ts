import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "@/tests/support/find-chromium";

/**
 * Makes sure that there is a browser for the browser tests, before any test runs: installing one in the middle of a
 * test would seem to be a hanging test.
 */
const APT_GET = "/usr/bin/apt-get";
const ADVICE = "Install Chromium or Chrome, or set CHROMIUM_PATH to the program, and run this again.";

function fail(message: string): never {
  process.stderr.write(`No browser for the browser tests: ${message}\n`);
  process.exit(1);
}

/** Runs apt-get; its own output shows only when it fails. */
function aptGet(...args: string[]): Promise<void> {
  return new Promise((settle, refuse) => {
    const apt = spawn("/usr/bin/env", ["DEBIAN_FRONTEND=noninteractive", APT_GET, "-qq", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    };
    apt.stdout.on("data", keep);
    apt.stderr.on("data", keep);
    apt.once("error", refuse);
    apt.once("exit", (code) =>
      code === 0 ? settle() : refuse(new Error(said.trim() || `ended with ${code}`)),
    );
  });
}

async function installChromium(): Promise<void> {
  process.stdout.write("No Chromium here: installing Debian's (a minute or two, about 300 MB)\n");
  try {
    process.stdout.write("  … updating the list of packages\n");
    await aptGet("update");
    process.stdout.write("  … installing chromium\n");
    await aptGet("install", "-y", "--no-install-recommends", "chromium");
  } catch (error) {
    fail(`apt-get could not install it. ${ADVICE}\n${error instanceof Error ? error.message : error}`);
  }
}

if (findChromium() === null) {
  const mayInstall = existsSync(APT_GET) && process.getuid?.() === 0;
  if (!mayInstall) fail(ADVICE);
  await installChromium();
  const installed = findChromium();
  if (installed === null) fail(`it was installed but can't be found. ${ADVICE}`);
  process.stdout.write(`  ✓ ${installed}\n`);
}
