import "server-only";
import { Problem } from "@/lib/problems/problem";

/** The log is not the continuation of what was signed before: nothing more is signed until somebody has looked. */
export class ChainBroken extends Problem {
  constructor(chain: string, what: string) {
    super("conflict", `The audit log of ${chain} was tampered with: ${what}. Verify it to see where`);
    this.name = "ChainBroken";
  }
}
