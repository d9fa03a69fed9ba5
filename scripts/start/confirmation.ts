import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { Refusal } from "./refusal";

/** Where an operator reads and types. */
export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable;
}

/**
 * Asks whether to go on. Only the word "yes" is a yes, so that a key pressed by mistake does nothing.
 *
 * @param question what happens then
 * @throws Refusal for any other answer, and where nobody could give one
 */
export async function confirmOnTerminal(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): Promise<void> {
  if (!input.isTTY) throw new Refusal("This needs a yes on a terminal: run it on one, or add --yes");
  const lines = createInterface({ input, output });
  // Without it, the end of the input (Ctrl-D) would leave the question open, and the process would end as if all was well.
  const over = new AbortController();
  lines.once("close", () => over.abort());
  try {
    const answer = await lines.question(`${question}\n  Type yes to go on: `, { signal: over.signal });
    if (answer.trim() === "yes") return;
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    lines.close();
  }
  throw new Refusal("Nothing was changed");
}
