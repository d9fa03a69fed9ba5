// @ts-check
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Files that nothing is built from: tests, and what is itself generated from other sources. */
const LEFT_OUT = /\.test\.tsx?$|^generated$/;

/**
 * The files of a file or a folder, in an order that is always the same. What doesn't exist has none.
 *
 * @param {string} root
 * @param {string} name
 * @returns {Generator<string>}
 */
function* filesOf(root, name) {
  const info = statSync(join(root, name), { throwIfNoEntry: false });
  if (!info?.isDirectory()) return yield* info ? [name] : [];
  for (const entry of readdirSync(join(root, name)).sort()) {
    if (!LEFT_OUT.test(entry)) yield* filesOf(root, join(name, entry));
  }
}

/**
 * What says whether something was built from these very sources. One file is read after the other: to read all at once takes
 * longer, and leaves the start process larger for good.
 *
 * @param {string} root the project's folder
 * @param {readonly string[]} names files and folders in it
 * @returns {string} a digest of their names and contents
 */
export function sourcesDigest(root, names) {
  const digest = createHash("sha256");
  for (const file of names.flatMap((name) => [...filesOf(root, name)])) {
    const content = readFileSync(join(root, file));
    digest.update(`${file}\n${content.length}\n`).update(content);
  }
  return digest.digest("hex");
}
