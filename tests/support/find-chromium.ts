import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Chromium's build without windows, by Debian's name: tests of pages cost it a fifth less of the processor. */
export const WITHOUT_WINDOWS = "chromium-headless-shell";
const NAMES = [WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Where macOS keeps it: not on the PATH. */
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether CHROMIUM_PATH says which program to use. */
export function isChromiumNamed(): boolean {
  return Boolean(process.env.CHROMIUM_PATH);
}

/**
 * The path of a Chromium or Chrome on this machine: the one that CHROMIUM_PATH names, else the best that is found.
 * @returns null where there is none, or where CHROMIUM_PATH names nothing that can be run
 */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isExecutable(named) ? named : null;
  const folders = new Set(["/usr/bin", ...(process.env.PATH ?? "").split(delimiter).filter(Boolean)]);
  const known = NAMES.flatMap((name) => [...folders].map((folder) => join(folder, name)));
  return [...known, ...APPLICATIONS].find(isExecutable) ?? null;
}
