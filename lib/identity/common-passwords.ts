import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { folded } from "@/lib/text/readable";

/** The ranked list of the package `@zxcvbn-ts/language-common` (MIT), the commonest first. */
const FILE = join("node_modules", "@zxcvbn-ts", "language-common", "src", "passwords.json");
const MOST = 10_000;

interface CommonPasswords {
  /** In the form in which passwords are compared. */
  known: ReadonlySet<string>;
  longest: number;
}

let read: CommonPasswords | undefined;

/**
 * The commonest passwords, read when the first new password is checked. The file is read, not imported: an import would
 * hold all of its 49,000 lines in memory, and would bring the rest of the package along.
 * @throws Error where the package is incomplete, since a check without the list would pass everything
 */
export function commonPasswords(): CommonPasswords {
  if (read) return read;
  const list = z
    .array(z.string())
    .min(MOST)
    .parse(JSON.parse(readFileSync(join(process.cwd(), FILE), "utf8")));
  const known = new Set(list.slice(0, MOST).map(folded));
  read = { known, longest: Math.max(...[...known].map((password) => password.length)) };
  return read;
}
