import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProgram } from "./child-program";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "program-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Starts a program of one line; its ready message tells the options that Node got. */
async function started(tuning: string[]): Promise<unknown> {
  const script = join(folder, "program.mjs");
  await writeFile(
    script,
    'process.once("disconnect", () => process.exit()).send({ options: process.execArgv });',
  );
  const { ready, stop } = await startProgram(folder, { name: "program", script, tuning, env: process.env });
  await stop();
  return ready.options;
}

describe("a program's tuning", () => {
  it("is passed to Node", async () => {
    expect(await started(["--gc-memory-reducer-start-delay-ms=60000"])).toEqual([
      "--gc-memory-reducer-start-delay-ms=60000",
    ]);
  });

  it("that this version of Node does not know is left out, and the program starts even so", async () => {
    expect(await started(["--a-switch-of-another-version=1"])).toEqual([]);
  });
});
