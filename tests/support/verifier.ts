import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What the command said of an export, and the code that it ended with. */
export interface Verdict {
  code: number;
  said: string;
}

/** Verifies a downloaded export as the integrity page tells people to. */
export async function verifyOffline(...args: readonly string[]): Promise<Verdict> {
  return await new Promise((settle) => {
    execFile("npm", ["run", "--silent", "audit:verify", "--", ...args], { cwd: ROOT }, (error, said) =>
      settle({ code: error ? Number(error.code ?? -1) : 0, said }),
    );
  });
}
