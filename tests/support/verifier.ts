import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The command's output about an export, and its exit code. */
export interface Verdict {
  code: number;
  said: string;
}

/** Verifies a downloaded export with the command of the integrity page. */
export async function verifyOffline(...args: readonly string[]): Promise<Verdict> {
  return await new Promise((settle) => {
    execFile("npm", ["run", "--silent", "audit:verify", "--", ...args], { cwd: ROOT }, (error, said) =>
      settle({ code: error ? Number(error.code ?? -1) : 0, said }),
    );
  });
}
