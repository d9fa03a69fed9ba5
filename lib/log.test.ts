import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const LOG = new URL("log.ts", import.meta.url).href;

/** What a program of its own writes, which logs and then ends. */
async function outputOf(program: string): Promise<string[]> {
  const words = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e"];
  const text = `const { log } = await import(${JSON.stringify(LOG)}); ${program}`;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  return await new Promise((settle) =>
    execFile(process.execPath, [...words, text], { cwd }, (_error, stdout) =>
      settle(stdout.split("\n").filter((line) => line !== "")),
    ),
  );
}

const named = (lines: string[]) => lines.map((line) => JSON.parse(line).n);

it("lines are written in their order, each once", async () => {
  const program = `log.info({ n: 1 }); log.error({ n: 2 }); setTimeout(() => log.info({ n: 3 }), 5);`;
  expect(named(await outputOf(program))).toEqual([1, 2, 3]);
});

it("a text from outside can begin no line of its own, and each line has its time in UTC", async () => {
  const lines = await outputOf(
    `log.info({ n: 1, path: '/a\\n{"n":2}\\u2028\\r\\n\\u001b[2K' }); log.error({ n: 3, error: new Error("a\\nb").stack });`,
  );
  expect(named(lines)).toEqual([1, 3]);
  for (const line of lines) {
    expect(line).toMatch(/^[\x20-\x7e\u2028]+$/);
    expect(JSON.parse(line).time).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  }
});

it("a line right before the process ends is written, also before an error that nobody caught", async () => {
  expect(named(await outputOf("log.info({ n: 1 }); process.exit(0);"))).toEqual([1]);
  expect(named(await outputOf("log.info({ n: 1 }); throw new Error('ends');"))).toEqual([1]);
});
