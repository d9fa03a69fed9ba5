import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium, isChromiumNamed, WITHOUT_WINDOWS } from "@/tests/support/find-chromium";

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

/** Installs the first of these Debian packages that there is: an older Debian has no build without windows. */
async function installOneOf(...packages: string[]): Promise<void> {
  process.stdout.write("Installing Debian's Chromium (a minute or two, up to 300 MB)\n");
  process.stdout.write("  … updating the list of packages\n");
  await aptGet("update");
  let failure: unknown;
  for (const name of packages) {
    process.stdout.write(`  … installing ${name}\n`);
    try {
      return await aptGet("install", "-y", "--no-install-recommends", name);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const mayInstall = existsSync(APT_GET) && process.getuid?.() === 0;
const found = findChromium();
if (mayInstall && !isChromiumNamed() && !found?.endsWith(WITHOUT_WINDOWS)) {
  // A Chromium with windows is not installed beside one that is there.
  const packages = found === null ? [WITHOUT_WINDOWS, "chromium"] : [WITHOUT_WINDOWS];
  await installOneOf(...packages).catch((error) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (found === null) fail(`apt-get could not install it. ${ADVICE}\n${reason}`);
    process.stdout.write(`  It could not be installed, so the tests use ${found}\n`);
  });
}
const browser = findChromium();
if (browser === null) fail(ADVICE);
process.stdout.write(`Browser: ${browser}\n`);
